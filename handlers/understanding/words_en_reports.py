"""The English words for how far things are, and for what is reported of them. Written as in `words_en`."""

from handlers.understanding.signs import Sign
from handlers.understanding.words_en import MACROS as MACROS

PHRASES: tuple[tuple[tuple[Sign, ...], str], ...] = (
    (
        (Sign.RATE,),
        """
        completion rate|rate of completion|{what ,}percentage|percent|completion{ status,}|how far along
        success rate
        """,
    ),
    (
        (Sign.STATE,),
        """
        progress|status|state of|how far|standing|where do we stand|where are we|how are we doing
        how is it going|coming along
        update{s,}
        """,
    ),
    (
        (Sign.SITUATION,),
        """
        how {is,are} {it,we,things,everything}|how's it going|situation|how did|how was|how is
        what happened|what has happened
        """,
    ),
    (
        (Sign.FINISHED,),
        """
        {is ,are ,has been ,have been ,was ,been ,all ,already ,now ,}{<done>}{ already,}
        {is ,are ,}complete|{mark,set,close,report}{ed,} {it ,}as {done,finished,complete,completed}
        mark{ed,} {done,complete,completed}|all set|taken care of
        """,
    ),
    (
        (Sign.FINISHED_ONES,),
        """
        {completed,finished,closed} {tasks,items,ones,assignments}|tasks {done,completed,finished}
        """,
    ),
    (
        (Sign.FINISH,),
        """
        close|finish|complete|mark|submit|hand in|turn in|deliver|send in
        """,
    ),
    (
        (Sign.WHETHER_DONE,),
        """
        has {it,this,that} been {done,finished,completed,submitted}
        is {it,this,that} {done,finished,completed}|done yet|finished yet|completed yet
        {have,has,did,is} {anyone,everyone,everybody} {done,finished,completed,submitted,reported}
        """,
    ),
    (
        (Sign.UNDONE,),
        """
        unfinished|outstanding|incomplete|uncompleted
        not {yet ,}{been ,}{done,finished,completed,submitted,reported}
        {hasn't,haven't,has not,have not,hasnt,havent,didn't,not yet}{ yet,}{ been,}{ ,}{<done>,}
        remaining|{still ,}left{ to do,}|still {open,pending,to do}|open {tasks,items}|pending|to go|undone
        {is,are} not done|still {owe,owes,missing}
        still {have,has,need,needs} to{ do, finish, complete, submit, hand in,}
        """,
    ),
    (
        (Sign.EACH,),
        """
        unit by unit|assignment by assignment
        """,
    ),
    (
        (Sign.SUBMITTED,),
        """
        under review|waiting for {review,approval}|awaiting {review,approval}|to be reviewed
        """,
    ),
    (
        (Sign.RETURNED,),
        """
        {were ,was ,}{returned,sent back}
        """,
    ),
    (
        (Sign.CHATLESS,),
        """
        {without,has no,have no,with no,lack,lacks}{ a, any,} {chat,group}{s,}|unbound
        {not ,not yet ,isn't ,aren't ,hasn't been ,haven't been ,has not been ,have not been }bound{ yet,}
        """,
    ),
    (
        (Sign.UNSTARTED, Sign.UNDONE),
        """
        not {yet ,}{started,begun}|unstarted|hasn't started|haven't started
        """,
    ),
    (
        (Sign.UNREPORTED, Sign.UNDONE),
        """
        {not ,hasn't ,haven't ,has not ,have not }{yet ,}{reported,replied,responded}{ yet,}|still silent
        """,
    ),
    (
        (Sign.DOING,),
        """
        in progress|under way|underway|working on|ongoing work
        {almost,nearly,half,partly} {done,finished,completed,complete}|drafted|draft is
        will be {done,finished,completed}|expect{ed,} to|started|{have,has} begun
        drafting
        """,
    ),
    (
        (Sign.REMIND,),
        """
        remind|nudge|chase{ up,}|urge|prod|ping|send {a ,}{reminder,nudge}{ to,}|give {a nudge,a reminder}
        follow up with|press|push|hurry up|hurry|poke|send reminders to
        {a ,}reminder{s,}
        """,
    ),
    (
        (Sign.RECEIVED,),
        """
        received|got it|roger{ that,}|noted|acknowledged|will do|copy{ that,}|understood|ack|on it|we're on it
        """,
    ),
    (
        (Sign.ACCEPTED,),
        """
        ok|okay|sure|fine|yes|k|okey|alright
        """,
    ),
    (
        (Sign.EXTEND,),
        """
        extend{ed,ing,}|extension|postpone{d,ing,}|push back|pushed back|delay until|put off|defer{red,}
        more time
        {one,two,three,four,a few,some,} more {day,week,month}{s,}
        move the deadline|reschedule{d,}
        """,
    ),
    (
        (Sign.REQUEST,),
        """
        request{ing,s,}|apply for|applying for|ask for|asking for|would like|need|want|please approve|we need
        """,
    ),
    (
        (Sign.VOID,),
        """
        not applicable
        {doesn't,does not,do not,don't} {apply to,concern,involve,affect} {<us>}
        {has,have} nothing to do with us|not {ours,our job,our task,our responsibility,our business}|n/a
        isn't ours|we are not involved|not relevant to us
        """,
    ),
    (
        (Sign.APPLIES,),
        """
        {applies to,concerns,involves,affects} {<us>}
        {is,that's,it's,this is} ours|we are involved|falls to us
        """,
    ),
    (
        (Sign.REOPEN,),
        """
        reopen{ed,}|re-open|open again|not really done|undo|revert|mark as not done
        """,
    ),
)
