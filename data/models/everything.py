"""Every model, for what needs the schema as a whole: steps, and the journal of imports."""

from data.models import assignments as assignments
from data.models import chats as chats
from data.models import domains as domains
from data.models import history as history
from data.models import imports as imports
from data.models import notices as notices
from data.models import plans as plans
from data.models import units as units
from data.models.base import Base as Base
