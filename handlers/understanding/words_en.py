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
)
