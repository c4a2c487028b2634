"""A recurrence rule in words; pure."""

from data.wording.language import Language

QUARTERS = {"3,6,9,12", "1,4,7,10"}
EVERY = {
    "YEARLY": {Language.ZH: "每年", Language.EN: "yearly"},
    "MONTHLY": {Language.ZH: "每月", Language.EN: "monthly"},
    "WEEKLY": {Language.ZH: "每周", Language.EN: "weekly"},
    "DAILY": {Language.ZH: "每天", Language.EN: "daily"},
}
QUARTERLY = {Language.ZH: "每季度", Language.EN: "quarterly"}
REGULARLY = {Language.ZH: "定期", Language.EN: "recurring"}


def say_recurrence(rrule: str, language: Language = Language.ZH) -> str:
    """Say how often an RFC 5545 rule comes back."""
    parts = dict(part.split("=", 1) for part in rrule.removeprefix("RRULE:").split(";") if "=" in part)
    if parts.get("BYMONTH") in QUARTERS:
        return QUARTERLY[language]
    if parts.get("FREQ") == "MONTHLY" and parts.get("INTERVAL") == "3":
        return QUARTERLY[language]
    if parts.get("INTERVAL", "1") != "1":
        return REGULARLY[language]
    return EVERY.get(parts.get("FREQ", ""), REGULARLY)[language]
