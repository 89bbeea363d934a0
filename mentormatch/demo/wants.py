"""What people of the demo company write beside a goal, by topic: in the voice of whoever wants it.

Words before a bar say who could have written the line; lines.py reads them.
"""

WANTS: dict[str, tuple[str, ...]] = {
    "first-leadership-role": (
        "junior #test| Our test team gets a new lead in spring and I would like it to be me.",
        "junior| I look after two trainees already; I want to do it with a title and a plan.",
        "junior| I have turned down a lead role once out of doubt. Next time I want to say yes.",
        "junior| In a year I want to run a team of five without losing the people side of it.",
        "junior| I stand in when our lead is away, and it goes well. I would like that to count.",
        "junior| I want to find out whether I would be any good at leading before I apply.",
    ),
    "leading-without-authority": (
        "service engineering| Four sites have to agree on one service manual and none of them reports to me.",
        (
            "marketing sales software engineering| "
            "I coordinate a launch with people who all have a louder boss than me."
        ),
    ),
    "delegating": (
        "lead finance sales operations| I still check every figure myself and it eats my evenings.",
        "lead| My team has grown to six and I work as if we were two.",
    ),
    "feedback": (
        "I soften things until nobody hears them; I want to be clear and still kind.",
        "I would like to hear what people really think of my work before the yearly review does it.",
    ),
    "difficult-conversations": (
        "There is a colleague whose results slip and I have put off the talk for two months.",
        "sales service| Saying no to a customer who has become a friend: I need to practise that.",
    ),
    "inclusive-teams": (
        (
            "lead operations service| "
            "Half of my shift never says a word in the handover and I know they have ideas."
        ),
        "lead| I want our interviews to stop finding the same person over and over.",
    ),
    "leading-through-change": (
        "lead operations| Our line moves to another hall and I have to keep twenty people calm through it.",
        "lead service| We merge two service desks in autumn and I want nobody to feel like the smaller half.",
    ),
    "leading-leaders": (
        "high| From January three team leads report to me and I have never led people who lead.",
        (
            "high engineering software| "
            "I want to stop being the best engineer in the room and start building good leads."
        ),
    ),
    "strategic-thinking": (
        "I am told that I am strong on detail; I want to be asked about direction.",
        "I see what our customers will want in three years and do not know whom to tell.",
        (
            "service operations| "
            "I would like to write the three-year plan for spare parts, not only supply the figures."
        ),
        "lead| Before the autumn planning I want to have an opinion of my own on where our market goes.",
    ),
    "budgets": (
        "lead| I get a budget next year and today I could not explain what an accrual is.",
        "lead| I want to defend a budget without feeling that everybody else reads it faster.",
    ),
    "profit-and-loss": (
        "lead| All the people I see moving up have run a business line, and I have not.",
        (
            "lead finance people marketing software| "
            "I want to move from a staff role to one with a result of my own."
        ),
    ),
    "business-case": (
        (
            "engineering operations service sales| "
            "My idea for refurbished sensors has been liked three times and funded never."
        ),
        ("operations engineering| I need to show what our rework really costs, in a way that finance believes."),
    ),
    "product-management": (
        "engineering software| After years of building what others decide I want to help decide.",
        (
            "sales service marketing| "
            "I talk to customers every week and would like that to shape what we build next."
        ),
    ),
    "project-delivery": (
        (
            "engineering software sales operations| "
            "I am running my first project with a customer date and a penalty clause."
        ),
        (
            "engineering software marketing operations| "
            "Every project of mine ends in a sprint. I want to find out what I do wrong in month one."
        ),
    ),
    "operations": (
        "operations| I know the office side of supply well and want to understand the floor.",
        "operations| Our changeovers take forty minutes and I am sure that ten would do.",
    ),
    "sales": (
        "sales junior| I want a region of my own and I have only ever supported others.",
        "sales| I would like to learn how to stay in a price talk without giving away the margin.",
    ),
    "marketing": (
        "marketing| We sell to engineers and our texts read like perfume. I want to change that.",
        "marketing| I want to show that what we do brings customers and not only clicks.",
    ),
    "sustainability": (
        "service operations| I would like to turn our repair service into the thing customers choose us for.",
        (
            "sales operations engineering finance| "
            "Customers ask about our carbon figures and I want to be the one who can answer."
        ),
    ),
    "data-analysis": (
        ("engineering service| I have ten years of calibration records and a hunch, and no idea how to test it."),
        "I want to build my own reports instead of waiting two weeks for somebody to do it.",
        (
            "sales marketing people service| "
            "My degree was in languages; I would like to be taken seriously with numbers."
        ),
    ),
    "machine-learning": (
        "software engineering| I finished two courses and have never seen a model survive real sensor data.",
        (
            "software engineering service| "
            "I want to find out whether drift can be predicted before the customer notices it."
        ),
    ),
    "software-engineering": (
        "software| I came to code from the lab and would like somebody to read mine honestly.",
        "software| I want to learn to design a thing before I build it, not after.",
    ),
    "technical-leadership": (
        (
            "lead engineering software| "
            "I would like to set the direction for our firmware without giving up engineering."
        ),
        "engineering software| In design reviews I am right too quietly. I want to bring people along.",
    ),
    "cyber-security": (
        "#reliability #platform| I run our servers and want to move into security properly.",
        "software| Customers send us security questionnaires and I would like to answer from knowledge.",
    ),
    "engineering-and-quality": (
        "engineering operations| I want to become an approved auditor and lead my first audit this year.",
        (
            "engineering service| "
            "Our returns tell a story that nobody reads; I would like to bring it into design."
        ),
    ),
    "public-speaking": (
        (
            "engineering sales marketing service operations| "
            "I was asked to speak at the water congress and said that I would think about it."
        ),
        "My voice goes thin in front of more than ten people and I am tired of it.",
        "I want to give one talk this year outside the company and look forward to it.",
    ),
    "presenting-to-executives": (
        "lead| I have ten minutes with the management board in March and want them to count.",
        "lead| When the board asks me something I explain for five minutes what needed one sentence.",
        "I would like to present my own results instead of handing my slides upwards.",
    ),
    "visibility": (
        "My work runs so smoothly that nobody knows it exists.",
        "My manager presents our results well. I would like to be in the room when it happens.",
        "away| I work far from Bristol and want people there to know what we can do.",
        "I would like to be thought of when a project starts, not when it is in trouble.",
        "service operations| What my shift achieved this year fits on one page, and nobody has read it.",
        "I would like the people who decide to be able to say in one sentence what I do.",
    ),
    "heard-in-meetings": (
        "Twice last month my suggestion was adopted after somebody else repeated it.",
        "away| In English I need a second longer, and by then the meeting has moved on.",
        (
            "woman engineering software operations| "
            "I am usually the only woman on the call and I get interrupted more than I finish."
        ),
    ),
    "influencing": (
        "Decisions seem to fall before the meeting and I am never there when they do.",
        (
            "operations finance engineering| "
            "I want to understand who has to be won for a new supplier, and in which order."
        ),
    ),
    "negotiating": (
        "#buy #purchasing| I buy for two million a year and still feel that I am asking a favour.",
        "I want to hold a position for longer than the first silence.",
    ),
    "story-with-data": (
        "My charts are correct and nobody remembers them.",
        "I want the monthly report to lead to a decision for once.",
    ),
    "career-direction": (
        "service| After eight years in service I could go three ways and cannot choose.",
        "I like what I do and do not want to wake up here in ten years. What else is there?",
        "I am the first in my family in an office job and nobody at home can tell me what comes next.",
    ),
    "next-promotion": (
        "I have been ready for the next grade for two years, says every review I get.",
        "I want to know what is really missing, from somebody who sits in those talks.",
        "The next grade opened twice and both times I learned of it afterwards.",
        "I would like to go into the summer review with a case that cannot be waved away.",
        "lead| I do the work of the grade above and would like the rest of it too.",
        "I was told 'next year' last year. I want to know what would make it this one.",
    ),
    "pay-negotiation": (
        "I found out that I earn less than the colleague I trained.",
        "I have never asked for a raise, only received them. That has to change.",
        "My tasks have doubled since the merger of our teams and my pay has not moved.",
    ),
    "stretch-assignments": (
        "I would like to be on the team that opens the new site, in whatever role gets me in.",
        "I want one project this year that frightens me a little.",
        "The interesting tasks are handed out at lunch, and I eat at my desk. Both could change.",
        "engineering software| I would like to lead the next trial at a customer from the first day.",
        "I am asked to help out everywhere and to be in charge nowhere.",
        "I have shown what I can do in my corner; now I need a bigger one.",
    ),
    "changing-function": (
        "service| I want to move from service to product and keep what twelve years taught me.",
        "#payroll| From payroll to data: it sounds odd and I think that it fits.",
    ),
    "expert-career": (
        "I do not want to lead people and I do want to keep growing.",
        "engineering service| I would like to be the person whom all sites call about pressure sensors.",
    ),
    "working-abroad": (
        "afar| I would love two years in Pune, with a family of four and a dog.",
        "I want to find out whether a posting helps or whether people forget you.",
    ),
    "building-a-network": (
        "I know everybody on my corridor and nobody beyond it.",
        "I would like to know three people in the part of the company I want to move to.",
        "I moved here from another country and my network is my team of five.",
        "The good talks happen at the dinner after the conference, and I go home to my children.",
    ),
    "senior-leadership": (
        "high| I want to be on the succession list for my department and to know what it takes.",
        "high| I lead a good team; I would like to help lead the company.",
    ),
    "board-work": (
        "I am standing for the works council and would like to know what I am in for.",
        "lead| I was asked to join the board of our water charity and want to be useful there.",
    ),
    "return-from-parental-leave": (
        "I come back in two months at four days and would like my old projects, not the leftovers.",
        "woman| I am expecting in May and want to plan the way back before I go.",
        "woman| Since I came back nobody offers me travel. I would like to be asked again.",
    ),
    "work-and-care": (
        "My father needs me three evenings a week and I do not want to step back at work.",
        (
            "operations service| "
            "Two small children and shifts: I need ideas that do not start with getting up at five."
        ),
    ),
    "part-time-career": (
        "I work thirty hours and want them to count for more than a full-time chair being warmed.",
        "lead| I would like to share a lead role and need somebody who has seen it work.",
    ),
    "settling-in": (
        "junior| I joined in September and still do not know who decides what.",
        "junior| I came from a company of twelve; here I need a map.",
    ),
    "confidence": (
        "I wait until I know all of it before I speak, and then it is too late.",
        "I would like to hear praise without answering that it was luck.",
        "People tell me to be more confident. I would like to find out what that means on a Tuesday.",
    ),
    "time-and-energy": (
        "I say yes at once and regret it by Thursday.",
        "I want to leave at five with my head in the same place as the rest of me.",
    ),
    "being-the-only-one": (
        (
            "woman operations| "
            "I am the only woman on the line and the only one with an accent, and some days that is a lot."
        ),
        "woman| I would like to talk to somebody who also was the only one, and stayed.",
    ),
    "working-across-cultures": (
        "gdańsk| My questions sound rude in English and polite in Polish, I am told.",
        "afar| We work with Pune daily and I want to understand what a yes means on both sides.",
    ),
}
