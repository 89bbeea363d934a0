"""What people of the demo company write next to a goal, by topic: in the voice of the one who wants it.

Words before a bar say who could have written the line; lines.py reads them.
"""

WANTS: dict[str, tuple[str, ...]] = {
    "first-leadership-role": (
        "junior #test| Our test team gets a new lead in the spring, and I'd like it to be me.",
        "junior| I already look after two trainees. I want to do it with a title and a plan.",
        "junior| I once turned down a lead role because I doubted myself. Next time I want to say yes.",
        "junior| In a year I want to run a team of five without losing the people side of it.",
        "junior| I stand in when our lead is away, and it goes well. I'd like that to count.",
        "junior| I want to find out whether I'd be any good at leading before I apply.",
    ),
    "leading-without-authority": (
        "service engineering| Four sites have to agree on one service manual, and none of them report to me.",
        (
            "marketing sales software engineering| "
            "I'm coordinating a launch with people whose bosses are all louder than me."
        ),
    ),
    "delegating": (
        "lead finance sales operations| I still check every figure myself, and it eats up my evenings.",
        "lead| My team has grown to six and I still work as if there were two of us.",
    ),
    "feedback": (
        "I soften things until no one hears them. I want to be clear and still kind.",
        "I'd like to hear what people really think of my work before my annual review.",
    ),
    "difficult-conversations": (
        "There is a colleague whose results are slipping, and I've been putting off the conversation for two months.",
        "sales service| Saying no to a customer who's become a friend: I need to practise that.",
    ),
    "inclusive-teams": (
        (
            "lead operations service| "
            "Half my shift never says a word at handover, and I know they have ideas."
        ),
        "lead| I want our interviews to stop hiring the same kind of person over and over.",
    ),
    "leading-through-change": (
        "lead operations| Our line is moving to another hall, and I have to keep twenty people calm through it.",
        "lead service| We're merging two service desks in the autumn, and no one should feel like the lesser half.",
    ),
    "leading-leaders": (
        "high| From January three team leads will report to me, and I've never led people who lead.",
        (
            "high engineering software| "
            "I want to stop being the best engineer in the room and start building good leads."
        ),
    ),
    "strategic-thinking": (
        "I'm told I'm strong on detail. I want to be asked about direction.",
        "I can see what our customers will want in three years, and don't know who to tell.",
        (
            "service operations| "
            "I'd like to write the three-year plan for spare parts, not only supply the figures."
        ),
        "lead| Before autumn planning I want a view of my own on where our market is going.",
    ),
    "budgets": (
        "lead| I get a budget next year, and today I couldn't explain what an accrual is.",
        "lead| I want to defend a budget without feeling everyone else reads it faster than me.",
    ),
    "profit-and-loss": (
        "lead| Everyone I see moving up has run a business line, and I haven't.",
        (
            "lead finance people marketing software| "
            "I want to move from a support role to one with my own bottom line."
        ),
    ),
    "business-case": (
        (
            "engineering operations service sales| "
            "My idea for refurbished sensors has been liked three times and never funded."
        ),
        ("operations engineering| I need to show what our rework really costs, in a way finance will believe."),
    ),
    "product-management": (
        "engineering software| After years of building what others decide, I want to help decide.",
        (
            "sales service marketing| "
            "I talk to customers every week and I'd like that to shape what we build next."
        ),
    ),
    "project-delivery": (
        (
            "engineering software sales operations| "
            "I'm running my first project with a customer deadline and a penalty clause."
        ),
        (
            "engineering software marketing operations| "
            "All my projects end in a scramble. I want to find out what I'm doing wrong in month one."
        ),
    ),
    "operations": (
        "operations| I know the office side of supply well and want to understand the shop floor.",
        "operations| Our changeovers take forty minutes and I'm sure ten would do.",
    ),
    "sales": (
        "sales junior| I want a region of my own, and I've only ever supported other people's.",
        "sales| I'd like to learn how to hold my nerve on price without giving away the margin.",
    ),
    "marketing": (
        "marketing| We sell to engineers, and our copy reads like a perfume ad. I want to change that.",
        "marketing| I want to show that what we do brings in customers, not just clicks.",
    ),
    "sustainability": (
        "service operations| I'd like to turn our repair service into the thing customers choose us for.",
        (
            "sales operations engineering finance| "
            "Customers ask about our carbon figures, and I want to be the one who can answer."
        ),
    ),
    "data-analysis": (
        ("engineering service| I have ten years of calibration records and a hunch, and no idea how to test it."),
        "I want to build my own reports instead of waiting two weeks for someone to do it.",
        (
            "sales marketing people service| "
            "My degree was in languages. I'd like to be taken seriously with numbers."
        ),
    ),
    "machine-learning": (
        "software engineering| I've finished two courses and have never seen a model survive real sensor data.",
        (
            "software engineering service| "
            "I want to find out whether drift can be predicted before the customer notices it."
        ),
    ),
    "software-engineering": (
        "software| I came to code from the lab, and I'd like someone to read mine honestly.",
        "software| I want to learn to design a thing before I build it, not after.",
    ),
    "technical-leadership": (
        (
            "lead engineering software| "
            "I'd like to set the direction for our firmware without giving up engineering."
        ),
        "engineering software| In design reviews I'm right too quietly. I want to bring people with me.",
    ),
    "cyber-security": (
        "#reliability #platform| I run our servers and want to move into security properly.",
        "software| Customers send us security questionnaires and I'd like to know what I'm talking about.",
    ),
    "engineering-and-quality": (
        "engineering operations| I want to become an approved auditor and lead my first audit this year.",
        (
            "engineering service| "
            "Our returns tell a story no one reads. I'd like design to hear it."
        ),
    ),
    "public-speaking": (
        (
            "engineering sales marketing service operations| "
            "I was asked to speak at the water congress and said I'd think about it."
        ),
        "My voice goes thin in front of more than ten people, and I'm tired of it.",
        "I want to give one talk this year outside the company and look forward to it.",
    ),
    "presenting-to-executives": (
        "lead| I have ten minutes with the management board in March and want to make them count.",
        "lead| When the board asks me something, I spend five minutes on what needed one sentence.",
        "I'd like to present my own results instead of passing my slides up the line.",
    ),
    "visibility": (
        "My work runs so smoothly that no one knows it exists.",
        "My manager presents our results well. I'd like to be in the room when it happens.",
        "away| I work far from Bristol and want people there to know what we can do.",
        "I'd like people to think of me when a project starts, not when it's in trouble.",
        "service operations| What my shift achieved this year fits on one page, and no one has read it.",
        "I'd like the decision-makers to be able to say in one sentence what I do.",
    ),
    "heard-in-meetings": (
        "Twice last month my suggestion was adopted after someone else repeated it.",
        "away| In English I need a second longer, and by then the meeting has moved on.",
        (
            "woman engineering software operations| "
            "I'm usually the only woman on the call, and I'm interrupted more often than I finish."
        ),
    ),
    "influencing": (
        "Decisions seem to be made before the meeting, and I'm never there when they are.",
        (
            "operations finance engineering| "
            "I want to understand who has to be won over for a new supplier, and in what order."
        ),
    ),
    "negotiating": (
        "#buy #purchasing| I buy for two million a year and still feel as if I'm asking a favour.",
        "I want to hold my position for longer than the first silence.",
    ),
    "story-with-data": (
        "My charts are correct, and no one remembers them.",
        "I want the monthly report to lead to a decision for once.",
    ),
    "career-direction": (
        "service| After eight years in service I could go three ways, and I can't choose.",
        "I like what I do, but I don't want to wake up here in ten years. What else is there?",
        "I'm the first in my family with an office job, and no one at home can tell me what comes next.",
    ),
    "next-promotion": (
        "I've been ready for the next grade for two years, according to every review I get.",
        "I want to know what's really missing, from someone who's in those conversations.",
        "A role at the next grade has come up twice, and both times I only heard afterwards.",
        "I'd like to go into the summer review with a case that can't be waved away.",
        "lead| I do the work of the grade above and I'd like the rest of it too.",
        "I was told 'next year' last year. I want to know what would make it this year.",
    ),
    "pay-negotiation": (
        "I found out that I earn less than the colleague I trained.",
        "I've never asked for a pay rise, only been given them. That has to change.",
        "My workload has doubled since our teams merged, and my pay hasn't moved.",
    ),
    "stretch-assignments": (
        "I'd like to be on the team that opens the new site, in whatever role gets me in.",
        "I want one project this year that frightens me a little.",
        "The interesting work gets handed out at lunch, and I eat at my desk. Both could change.",
        "engineering software| I'd like to lead the next customer trial from day one.",
        "I'm asked to help out everywhere and to be in charge of nothing.",
        "I've shown what I can do in my corner. Now I need a bigger one.",
    ),
    "changing-function": (
        "service| I want to move from service to product and keep what twelve years taught me.",
        "#payroll| From payroll to data: it sounds odd, but I think it makes sense.",
    ),
    "expert-career": (
        "I don't want to lead people, but I do want to keep growing.",
        "engineering service| I'd like to be the person every site calls about pressure sensors.",
    ),
    "working-abroad": (
        "afar| I'd love two years in Pune, with a family of four and a dog.",
        "I want to find out whether a posting helps your career or whether people forget you.",
    ),
    "building-a-network": (
        "I know everyone on my corridor and no one beyond it.",
        "I'd like to know three people in the part of the company I want to move to.",
        "I moved here from another country and my network is my team of five.",
        "The good conversations happen at the dinner after the conference, when I've gone home to my children.",
    ),
    "senior-leadership": (
        "high| I want to be on the succession list for my department and to know what it takes.",
        "high| I lead a good team. I'd like to help lead the company.",
    ),
    "board-work": (
        "I'm standing for the works council, and I'd like to know what I'm in for.",
        "lead| I've been asked to join the board of our water charity, and I want to be useful there.",
    ),
    "return-from-parental-leave": (
        "I'm back in two months, four days a week, and I'd like my old projects, not the leftovers.",
        "woman| I'm expecting in May and want to plan my return before I go.",
        "woman| Since I came back, no one has offered me travel. I'd like to be asked again.",
    ),
    "work-and-care": (
        "My father needs me three evenings a week and I don't want to step back at work.",
        (
            "operations service| "
            "Two small children and shifts: I need ideas that don't start with getting up at five."
        ),
    ),
    "part-time-career": (
        "I work thirty hours, and I want them to count for more than someone else's full-time presence.",
        "lead| I'd like to share a lead role and need someone who's seen it work.",
    ),
    "settling-in": (
        "junior| I joined in September and still don't know who decides what.",
        "junior| I came from a company of twelve. Here I need a map.",
    ),
    "confidence": (
        "I wait until I know all of it before I speak, and then it's too late.",
        "I'd like to hear praise without saying it was luck.",
        "People tell me to be more confident. I'd like to find out what that means on a Tuesday.",
    ),
    "time-and-energy": (
        "I say yes at once and regret it by Thursday.",
        "I want to leave at five with my head in the same place as the rest of me.",
    ),
    "being-the-only-one": (
        (
            "woman operations| "
            "I'm the only woman on the line and the only one with an accent, and some days that's a lot."
        ),
        "woman| I'd like to talk to someone who was also the only one, and stayed.",
    ),
    "working-across-cultures": (
        "gdańsk| I'm told my questions sound rude in English and polite in Polish.",
        "afar| We work with Pune every day, and I want to understand what a yes means on both sides.",
    ),
}
