"""What people of the demo company write next to an area of expertise, by topic: in the voice of the one who offers it.

Words before a bar say who could have written the line; lines.py reads them.
"""

OFFERS: dict[str, tuple[str, ...]] = {
    "first-leadership-role": (
        "lead| I got my first team with no warning and made most of the mistakes there are.",
        "high| I've seen eleven people through their first year as a lead; ask any of them.",
    ),
    "leading-without-authority": (
        "lead| For five years I ran programmes across all sites with a team of exactly one.",
        "I can show you how I get a yes from people who don't owe me anything.",
    ),
    "delegating": (
        "lead| It took me a burnt-out summer to learn to let go. I can save you the summer.",
        "lead| I keep a list of what only I can do. It has three lines; we can write yours.",
    ),
    "feedback": (
        "lead| I practise feedback with my team every second Friday and would happily practise with you.",
        "I can sit in on a meeting of yours and tell you what I see.",
    ),
    "difficult-conversations": (
        (
            "senior operations| "
            "I've closed a production line and told forty people face to face. We can rehearse anything."
        ),
        "sales service| Twenty years of customers who were right to be angry.",
    ),
    "inclusive-teams": (
        "high operations people| We changed how we hire in the plant, and the shifts look different now.",
        "lead| I won't lecture. I can show you what we tried and what didn't work.",
    ),
    "leading-through-change": (
        "senior| I took a department through two mergers and most people stayed.",
        "lead| I know how to talk to people about what you don't know yet.",
    ),
    "leading-leaders": (
        "senior| All my reports lead teams of their own, and I remember how odd the first few months felt.",
        "high| I can help with the moment your work turns into other people's work.",
    ),
    "strategic-thinking": (
        "senior| I write the plan for my department every year and bin half of it every spring.",
        "lead| I enjoy taking a business apart on a whiteboard, and yours would do nicely.",
        "high| I've sat through twelve planning rounds and know which questions decide them.",
    ),
    "budgets": (
        "finance| I explain accounts to engineers for a living.",
        "lead finance operations sales| Bring a budget and we'll read it line by line until it's boring.",
    ),
    "profit-and-loss": (
        "senior sales| I ran the northern region for six years, some good, some bad.",
        "senior| I moved from a support role to running a business at forty-three, and can tell you who helped.",
    ),
    "business-case": (
        "senior| I sit on the investment committee and know why good ideas fail there.",
        "high| I've had three cases turned down and two funded; the difference was not the idea.",
    ),
    "product-management": (
        "high engineering software| Four product generations, one of them a flop that taught me the most.",
        ("engineering software marketing| I can show you how we choose, with real customer notes on the table."),
    ),
    "project-delivery": (
        (
            "high engineering operations sales| "
            "I delivered the harbour project on time, and I know what that cost."
        ),
        "I have a soft spot for plans that admit what they don't know.",
    ),
    "operations": (
        "senior operations| I started on the line and now I run the plant. Come and walk the floor with me.",
        "operations| Flow, stock, shifts: I can draw any of it for you on one sheet.",
    ),
    "sales": (
        "lead sales| I carried a number for fifteen years and still like the smell of a tender.",
        "sales service| I can take you along to a customer, and we can talk in the car.",
    ),
    "marketing": (
        "high marketing| I built our brand from a logo and a fax machine.",
        "marketing| I can help you say in one line what took you six.",
    ),
    "sustainability": (
        "lead service operations| I lead our repair and return scheme and the arithmetic behind it.",
        "lead finance operations marketing| I know which of our promises we can keep and how we count.",
    ),
    "data-analysis": (
        "software engineering finance| I like messy data and patient questions.",
        (
            "lead software engineering finance| "
            "I've taught statistics to people who swore they couldn't do it."
        ),
    ),
    "machine-learning": (
        "software| We have two models in service and a graveyard of nine. Both are instructive.",
        "software engineering| I can tell you when a simple rule will do, which is most of the time.",
    ),
    "software-engineering": (
        "software| I read code every day and try to do it kindly.",
        "lead software| I've kept one system alive for fourteen years and it still builds.",
    ),
    "technical-leadership": (
        (
            "high engineering software| "
            "I set the direction of our firmware for a decade without anyone reporting to me."
        ),
        "engineering software| I can help with the design review where you're right and on your own.",
    ),
    "cyber-security": (
        "lead software| I built our response team after a night I'd rather not repeat.",
        "software| I moved into security from support, so I know that road.",
    ),
    "engineering-and-quality": (
        (
            "high engineering operations| "
            "I've led audits on three continents and can take you along to the next one."
        ),
        ("high engineering| I've signed off every pressure sensor since 2009 and know why the others failed."),
    ),
    "public-speaking": (
        "I used to feel sick before every talk. I still do, and it no longer matters.",
        "high| I can get you five minutes on a small stage first, then ten on a bigger one.",
    ),
    "presenting-to-executives": (
        "senior| I sit on the other side of that table and can tell you what we listen for.",
        "high| Bring your slides and I'll ask you the rude questions first.",
        "lead| I've been cut off on slide two often enough to know what belongs on slide one.",
    ),
    "visibility": (
        "high| I get asked for names when panels and projects are put together, and I like giving new ones.",
        "high| I can put your work in front of people who have not heard of it yet.",
        "senior| I chair the monthly review and decide who presents.",
    ),
    "heard-in-meetings": (
        "lead| I chair a lot of meetings and have learned what keeps people quiet.",
        "I can be the one who says: that was their point, let them finish.",
    ),
    "influencing": (
        "I know who really talks to each other here, which no chart will tell you.",
        "lead| I've lost votes I should have won, and worked out why.",
    ),
    "negotiating": (
        "sales operations finance| I negotiate for a living and we can role-play your next one.",
        "sales operations finance people| I can show you what a good silence is worth.",
    ),
    "story-with-data": (
        "finance software marketing| I turn forty pages into one picture, and I enjoy company while I do it.",
        "I have a box of charts that went wrong. It's the best teaching material I own.",
    ),
    "career-direction": (
        "lead| I've changed profession twice and company four times and only regret one of them.",
        "I'm good at asking until it's clear what you don't want.",
    ),
    "next-promotion": (
        "high| I've sat in nine promotion rounds and can tell you how the discussion really goes.",
        "high| I'll read your case the way the committee will, only earlier.",
        "senior| When grades are discussed I'm in the room, and I can speak up for work I know.",
    ),
    "pay-negotiation": (
        "high| I've argued for other people's raises every spring and know which arguments work.",
        "senior| I set pay for eighty people. I can tell you what shifts a figure and what never will.",
        "lead| I didn't ask for a rise in my first ten years, and I know what that adds up to.",
    ),
    "stretch-assignments": (
        "senior| I staff three large projects a year and look for people no one has thought of.",
        "lead| I can lend you a piece of my own work that's a size too big.",
    ),
    "changing-function": (
        "sales| I went from the laboratory to sales and took my notebook with me.",
        "high| I've hired people from odd places and it's mostly gone well.",
    ),
    "expert-career": (
        "lead engineering software| I have no team and plenty of influence. It can be done here.",
        "high engineering software people| I helped write the expert grades and know where the doors are.",
    ),
    "working-abroad": (
        "high afar| Five years in Pune, three in Porto, two children who speak more languages than I do.",
        "lead| I went abroad alone and came back to a desk by the printer. Ask me how to avoid that.",
    ),
    "building-a-network": (
        "I know people at every site and enjoy getting two of them round a table.",
        "I'm shy and well connected: there are ways that don't involve cocktail parties.",
    ),
    "senior-leadership": (
        "senior| I've been on the management board for four years and can take the mystery out of it.",
        "senior| Succession talks are held twice a year and I know what people bring to them.",
    ),
    "board-work": (
        "senior| I sit on the boards of a hospital and a rowing club. The second is harder.",
        "lead| Two terms on the works council taught me the law and some patience.",
    ),
    "return-from-parental-leave": (
        "man| I took seven months off as a father and noticed how differently people asked about it.",
        "high| I've planned four returns with people on my team, and each came back to their own work.",
    ),
    "work-and-care": (
        "I cared for my mother alongside this job, and I know which policies help and which only sound good.",
        "I have three children and a calendar that everyone can see.",
    ),
    "part-time-career": (
        "senior| I run my department in four days a week and have done for six years.",
        "high service| Two people share the lead of our service desk. I set it up and would do it again.",
    ),
    "settling-in": (
        "I remember my first winter here and keep a list of what no one tells you.",
        "I can introduce you to one useful person a week.",
    ),
    "confidence": (
        "lead| I doubted myself through two promotions and have made my peace with it.",
        "lead| Once I've seen your work, I can tell you plainly what you're good at.",
    ),
    "time-and-energy": (
        "I stopped answering emails after six, and nothing fell down.",
        "I've learned to say no in four languages.",
    ),
    "being-the-only-one": (
        "woman| For a long time I was the only one at the table who looked like me.",
        "man| I can't know what it's like for you. I can listen, and I can change a few tables.",
    ),
    "working-across-cultures": (
        "lead| My team lives in five countries and has learned to ask what a yes means.",
        "I was brought up to be blunt and have had to unlearn half of it.",
    ),
}
