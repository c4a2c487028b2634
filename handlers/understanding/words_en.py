"""The English words of questions and reports, separated by `|` or lines. `{a,b}` stands for a or b."""

from handlers.understanding.signs import Sign

MACROS = {
    "<finish>": "finish,complete,submit,hand in,turn in,deliver,report,file,wrap up,get done,do,prepare",
    "<done>": "done,finished,completed,submitted,handed in,closed,wrapped up,reported",
    "<date>": "{deadline,due date,date,time limit}",
    "<us>": "us,our unit,our office,our department",
}
"""Choices that many phrases share."""

PHRASES: tuple[tuple[tuple[Sign, ...], str], ...] = (
    (
        (Sign.ASKTIME,),
        """
        when|{what,which} {date,day,time,month}|by when|how long|how many days|how soon|{until,till} when
        how much time{ is left, do we have, is there,}|how many days{ are left, left,}|time left
        """,
    ),
    (
        (Sign.TIMEPOINT,),
        """
        {due ,}deadline{s,}|due date{s,}|target date{s,}|completion date{s,}|time limit{s,}|cut-off{ date,}
        cutoff|milestone{s,}|time frame|timeline|ddl{s,}|timepoint|end date
        """,
    ),
    (
        (Sign.NEXT,),
        """
        next{ up,}|nearest|soonest|earliest|most urgent|first up|coming next
        """,
    ),
    (
        (Sign.DUE,),
        """
        upcoming|{is ,are ,falling ,fall ,falls ,coming ,come ,}due|expire{s,}|expiring|coming up|come up
        must be {finished,completed,done,submitted}
        {has,have} to be {finished,completed,done,submitted,handed in}
        {to be,needs to be,need to be} {finished,completed,done,submitted,handed in}|on our plate
        on the agenda
        """,
    ),
    (
        (Sign.DUE, Sign.NOT_YET),
        """
        not {yet ,}due{ yet,}
        """,
    ),
    (
        (Sign.MUST,),
        """
        {have,has,need,needs} to {<finish>}|{must,should,shall} {we,they,it,i,} {<finish>}|to {<finish>}
        {need,needs} {doing,finishing}|must {<finish>}|should {<finish>}|must|needs to|need to|has to|have to
        """,
    ),
    (
        (Sign.OVERDUE,),
        """
        miss{es,ing,} {any,a,the,their,its,our} deadline{s,}
        overdue|past due|past {its,their,the} {due date,deadline}{s,}|behind schedule|late|missed|delayed
        lagging|behind|past deadline
        failed to|not on time
        {have ,has ,}passed {their,its,the} {deadline,due date}{s,}|not {<done>} on time
        """,
    ),
    (
        (Sign.WHO,),
        """
        who|whom|whose|which {unit,department,bureau,office,agency,town,township}
        what {unit,department,bureau,office,agency}
        who's
        """,
    ),
    (
        (Sign.WHO, Sign.WHICH_UNITS),
        """
        which {units,departments,bureaus,offices,agencies,towns,townships,ones}
        what {units,departments,bureaus}|who all
        """,
    ),
    (
        (Sign.OWN,),
        """
        we|our|ours|us|we've|we're|my {unit,bureau,office,department,town,township}
        our {unit,bureau,office,department,town,township}
        """,
    ),
    (
        (Sign.WIDE,),
        """
        everyone|everybody|{the ,}{whole,entire} {county,region,district,prefecture}|county-wide|district-wide
        region-wide|all {units,offices}|across the {county,region,district,board}|overall
        """,
    ),
    (
        (Sign.UNITNOUN,),
        """
        {responsible,executing} {unit,department,bureau,office,body,party,parties,agency}{s,}
        {units,departments} {responsible,in charge}
        """,
    ),
    (
        (Sign.UNITNOUN, Sign.ROLE_LEAD),
        """
        lead {unit,department,bureau,office,agency,body}{s,}|lead{s,}|leading {unit,department,bureau}
        lead {单位,部门}|lead{单位,部门}|牵头 unit
        """,
    ),
    (
        (Sign.UNITNOUN, Sign.ROLE_SUPERVISE),
        """
        supervising {unit,department,bureau,office,body}{s,}|supervisor{s,}|supervisory {unit,department}
        supervising {单位,部门}|主管 unit
        """,
    ),
    (
        (Sign.UNITNOUN, Sign.ROLE_GUIDE),
        """
        guiding {unit,department,bureau,office,body}{s,}
        """,
    ),
    (
        (Sign.UNITNOUN, Sign.ROLE_ASSIST),
        """
        {assisting,supporting,cooperating} {unit,department,bureau,office,body}{s,}
        """,
    ),
    (
        (Sign.CHARGE,),
        """
        responsible{ for,}|in charge{ of,}|accountable{ for,}|handle{s,}|handling|owner|own{s,}
        take{s,} care of|doing|assigned{ to,}|do|does
        """,
    ),
    (
        (Sign.CHARGE, Sign.ROLE_LEAD),
        """
        {leading,lead,leads}
        """,
    ),
    (
        (Sign.CHARGE, Sign.ROLE_SUPERVISE),
        """
        supervise{s,d,}|supervising|oversee{s,}|overseeing
        """,
    ),
    (
        (Sign.CHARGE, Sign.ROLE_GUIDE),
        """
        guide{s,d,}|guiding
        """,
    ),
    (
        (Sign.CHARGE, Sign.ROLE_ASSIST),
        """
        assist{s,ed,}|assisting|support{s,ing,}
        """,
    ),
    (
        (Sign.DETAIL,),
        """
        {full ,}detail{s,}|detailed|full text|more about|tell me {more ,}about|describe|explain|elaborate
        description|content{s,}|requirement{s,}|in full|whole text|info on|information on
        """,
    ),
    (
        (Sign.CONTENT,),
        """
        what is|what's|whats|what does {it,this} say|what {is it,it is} about|what about is|say{s,}
        """,
    ),
    (
        (Sign.CONTINUOUS,),
        """
        ongoing|on-going|continuous{ly,}|long-term|long term|continuing|permanent|open-ended|never end{s,ing,}
        """,
    ),
    (
        (Sign.YEARLY,),
        """
        every year|each year|yearly|annual{ly,}|once a year|per year
        """,
    ),
    (
        (Sign.QUARTERLY,),
        """
        every quarter|each quarter|quarterly|once a quarter
        """,
    ),
    (
        (Sign.RECURRING,),
        """
        recurring|repeating|repeat{s,}|regular{ly,}|periodic{ally,}|every month|monthly tasks|recur{s,}
        """,
    ),
    (
        (Sign.UNDATED,),
        """
        {no,without a,without any,without,have no,has no,lack a,with no} {fixed ,set ,clear ,}<date>{s,}
        undated|don't have a {deadline,due date}
        """,
    ),
    (
        (Sign.FIELD,),
        """
        {pilot ,}domain{s,}|{pilot ,}field{s,}|pilot area{s,}|area{s,}
        """,
    ),
    (
        (Sign.GUIDELINE,),
        """
        {standard ,}guideline{s,}|{standard ,}guidance|standard guide
        """,
    ),
    (
        (Sign.LINK,),
        """
        link{s,}|url{s,}|where is|where's|where can i find|where are|where do i find|where to find|download
        title|name of|called|issued|issuer|issue|published|website
        """,
    ),
    (
        (Sign.RATE,),
        """
        completion rate|rate of completion|{what ,}percentage|percent|completion{ status,}|how far along
        success rate
        """,
    ),
    (
        (Sign.COUNT,),
        """
        how many|how much|number of|count of|total number
        """,
    ),
    (
        (Sign.RANK,),
        """
        rank{ing,ings,ed,s,}|the most|most overdue|worst|the least|league table|compare{d,}|slowest|fastest
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
        (Sign.POSSIBLE,),
        """
        {may,might} {apply,concern,involve,affect}|possibly{ involved,}
        """,
    ),
    (
        (Sign.LATEST, Sign.TIMEPOINT),
        """
        {last,latest,final,furthest} {deadline,due date,milestone}{s,}|due last
        """,
    ),
    (
        (Sign.OVERDUE, Sign.LATE_TOO),
        """
        {overdue,late} {and,or,as well as} |{and,or,as well as} overdue
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
        (Sign.SUMMARY,),
        """
        summary|summari{z,s}e|overview|recap|digest|bulletin|roundup|wrap-up|sum up|briefing
        """,
    ),
    (
        (Sign.WEEKLY,),
        """
        weekly{ report,summary, summary, overview, recap,}|week in review|monthly {report,summary}
        """,
    ),
    (
        (Sign.PHASE,),
        """
        {which ,what ,current ,}{phase,stage}{s,}
        """,
    ),
    (
        (Sign.TASK,),
        """
        task{s,}|assignment{s,}|work{ items,}|to-do{s,}|todo{s,}|thing{s,}|job{s,}|duties|duty|action items
        matters|stuff|everything|anything|something|items
        """,
    ),
    (
        (Sign.WHICH,),
        """
        which|what|what all|any
        """,
    ),
    (
        (Sign.LIST,),
        """
        list{ out, up,}|show{ me, us,}{ all, the list,}|give me{ all, a list of, the list of,}
        all{ our, my, the, of our, of the,}|enumerate|display|pull up|full list
        """,
    ),
    (
        (Sign.RELATED,),
        """
        related{ to,}|about|concerning|regarding|involving|on the subject of|to do with
        """,
    ),
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
