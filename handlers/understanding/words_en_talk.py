"""The English words around a question: asking, going on, politeness, filler. Written as in `words_en`."""

from handlers.understanding.signs import Sign

MACROS: dict[str, str] = {}

PHRASES: tuple[tuple[tuple[Sign, ...], str], ...] = (
    (
        (Sign.HOW,),
        """
        how do|how to|how can|how|why
        """,
    ),
    (
        (Sign.THIS,),
        """
        this {one,item,task}|that {one,item,task}|it|the {above,same} {item,task}|its
        """,
    ),
    (
        (Sign.HELP,),
        """
        what can {you,i,this bot} {do,ask,help with}|what can i ask{ you,}|help{ me,}
        how {do,can,should} i use {you,this,it,the bot}|how does {this,it,the bot} work|what do you do
        who are you|what are you|commands|menu|usage|instructions|what are your {features,functions,commands}
        how to use{ this, it, the bot,}|get started|how do i {report,extend,bind,ask}
        what {should,could} i ask
        """,
    ),
    (
        (Sign.GREETING,),
        """
        hello{ there,}|hi{ there,}|hey{ there,}|good {morning,afternoon,evening}|are you there|greetings|yo
        """,
    ),
    (
        (Sign.ASK,),
        """
        ?|whether|right?|or not|yet?
        """,
    ),
    (
        (Sign.POLITE,),
        """
        can {we,you,i}|could {we,you,i}|may {we,i}|would you|is it possible to|can|could|please
        """,
    ),
    (
        (Sign.ONLY,),
        """
        only{ the, show,}|just{ the, show, those,}|of those|of these|among {them,those,these}|filter|limit to
        narrow
        """,
    ),
    (
        (Sign.FOLLOWING,),
        """
        and{ for, in, what about, also,}|what about|how about|then|same for|the same for|also|likewise|and now
        next one
        """,
    ),
    (
        (Sign.FILLER,),
        """
        please|pls|plz|thanks{ a lot,}|thank you{ very much,}|thx|cheers|kindly|the|a|an|of|for|in|on|at|to|by
        with|from|is|are|was|were|be|been|am|do|does|did|has|have|had|will|would|shall|should|can|could|may|i
        me|you|your|he|she|they|them|their|his|her|that|these|those|there|here|or|but|so|if|not|no|now
        currently|right now|at the moment|so far|as of|yet|still|already|just|also|too|well|get|got|tell|see
        know|let|let's|want to know|would like to know|i need|boss|asking|is asking|asap|urgent|need|needs
        needed|much|many|more|some|each|every|one|ones|going|happening|happen|up|out|off|over|us all|actually
        exactly|btw|ok so|hey can you|find|check|look up|look at|look into|say|give|send|put|make|as|than|then
        between|during|within|within the|s|re|ve|m|ll|d|t|bot|sir|madam|dear|full|specific|that's|thats
        there's|due to be|supposed to|able|everyone's|list of|number|total|region|county|district|government
        plan|item's|task's|unit|units|department|departments|bureau|office
        """,
    ),
)
