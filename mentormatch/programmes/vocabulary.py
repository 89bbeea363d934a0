"""The shipped vocabulary: the topics a new programme starts from, as goals and as expertise alike.

Data only. A programme copies these into its own topics and edits, merges or renames them there.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class TopicGroup:
    """A heading that topics are listed under."""

    slug: str
    name: LazyString


@dataclass(frozen=True)
class Topic:
    """One thing somebody wants to reach or can help others reach; the sentence fits both readings."""

    slug: str
    name: LazyString
    group: TopicGroup
    description: LazyString


def topics_in(group: TopicGroup) -> tuple[Topic, ...]:
    """The topics under one heading, in the order they are shown."""
    return tuple(topic for topic in TOPICS if topic.group is group)


LEADING = TopicGroup("leading-people", _l("Leading people"))
BUSINESS = TopicGroup("strategy-and-business", _l("Strategy and business"))
TECHNOLOGY = TopicGroup("data-and-technology", _l("Data and technology"))
PRESENCE = TopicGroup("communication-and-presence", _l("Communication and presence"))
CAREER = TopicGroup("career-moves", _l("Career moves"))
WORKING_LIFE = TopicGroup("working-life", _l("Working life"))

GROUPS: tuple[TopicGroup, ...] = (LEADING, BUSINESS, TECHNOLOGY, PRESENCE, CAREER, WORKING_LIFE)

# One topic on two lines is what makes this table readable.
# fmt: off
_LEADING = (
    Topic("first-leadership-role", _l("First leadership role"), LEADING,
          _l("The first year of answering for other people's work, from day one to the first review.")),
    Topic("leading-without-authority", _l("Leading without authority"), LEADING,
          _l("Getting a group to move together when none of them reports to you.")),
    Topic("delegating", _l("Delegating"), LEADING,
          _l("Handing over real work, leaving room to do it differently, and staying calm meanwhile.")),
    Topic("feedback", _l("Giving and receiving feedback"), LEADING,
          _l("Saying what helps, early and kindly, and hearing it without defending.")),
    Topic("difficult-conversations", _l("Difficult conversations"), LEADING,
          _l("The talk you keep putting off: poor results, a conflict, a no to somebody you like.")),
    Topic("coaching-others", _l("Coaching others"), LEADING,
          _l("Asking the questions that let people find their own answers.")),
    Topic("hiring-well", _l("Hiring well and fairly"), LEADING,
          _l("Job adverts, interviews and decisions that find good people whom habit would overlook.")),
    Topic("inclusive-teams", _l("Building inclusive teams"), LEADING,
          _l("Meetings, tasks and credit shared so that everybody on the team counts.")),
    Topic("leading-through-change", _l("Leading through change"), LEADING,
          _l("Keeping a team steady and honest while the organisation around it is being rebuilt.")),
    Topic("leading-remote-teams", _l("Leading across sites and time zones"), LEADING,
          _l("Trust, rhythm and fairness in a team that seldom sits in the same room.")),
    Topic("leading-leaders", _l("Leading leaders"), LEADING,
          _l("The step from running one team to answering for several, through the people who run them.")),
)

_BUSINESS = (
    Topic("strategic-thinking", _l("Strategic thinking"), BUSINESS,
          _l("Looking past this quarter: what to stop, where to bet and how to tell whether it works.")),
    Topic("budgets", _l("Budgets and reading the numbers"), BUSINESS,
          _l("Reading accounts with ease, building a budget and defending it.")),
    Topic("profit-and-loss", _l("Profit and loss responsibility"), BUSINESS,
          _l("Running a part of the business by its results, and getting there from a staff role.")),
    Topic("business-case", _l("Making a business case"), BUSINESS,
          _l("Turning a good idea into figures and a decision that people with the money can take.")),
    Topic("product-management", _l("Product management"), BUSINESS,
          _l("Finding out what customers need, deciding what to build next and saying no to the rest.")),
    Topic("project-delivery", _l("Delivering projects"), BUSINESS,
          _l("Bringing work with many hands and a fixed date home without burning people out.")),
    Topic("operations", _l("Operations and supply chain"), BUSINESS,
          _l("How goods, shifts and sites really run, and how to make them run better.")),
    Topic("sales", _l("Sales and key customers"), BUSINESS,
          _l("Winning customers, keeping them, and carrying a number of your own.")),
    Topic("marketing", _l("Marketing and brand"), BUSINESS,
          _l("Knowing the market, telling it something true and measuring whether it listened.")),
    Topic("new-ventures", _l("Starting something new"), BUSINESS,
          _l("Taking an idea from a sketch to its first users, inside the company or beside it.")),
    Topic("sustainability", _l("Sustainability"), BUSINESS,
          _l("Making climate and supply chain duties part of everyday decisions.")),
    Topic("risk-and-compliance", _l("Risk and compliance"), BUSINESS,
          _l("Working with regulators, audits and rules so that they protect rather than paralyse.")),
)

_TECHNOLOGY = (
    Topic("data-analysis", _l("Data analysis"), TECHNOLOGY,
          _l("Getting from raw figures to an answer that somebody can act on.")),
    Topic("machine-learning", _l("Machine learning in practice"), TECHNOLOGY,
          _l("What models can and cannot do, from a first prototype to one that people rely on.")),
    Topic("software-engineering", _l("Software engineering"), TECHNOLOGY,
          _l("Code that others can change: design, review, testing and growing as an engineer.")),
    Topic("technical-leadership", _l("Technical leadership"), TECHNOLOGY,
          _l("Setting a technical direction and bringing engineers along without becoming their manager.")),
    Topic("architecture", _l("Systems and architecture"), TECHNOLOGY,
          _l("Designing systems that last, and explaining the trade-offs to people who pay for them.")),
    Topic("cyber-security", _l("Cyber security"), TECHNOLOGY,
          _l("Protecting systems and people, and moving into a security role.")),
    Topic("digital-change", _l("Digital change"), TECHNOLOGY,
          _l("Replacing paper, spreadsheets and old systems in a way that the people concerned welcome.")),
    Topic("design-and-research", _l("Design and user research"), TECHNOLOGY,
          _l("Learning from the people who use a thing and shaping it around them.")),
    Topic("engineering-and-quality", _l("Engineering, quality and safety"), TECHNOLOGY,
          _l("Plants, machines and products that do what they should, safely, every time.")),
)

_PRESENCE = (
    Topic("public-speaking", _l("Public speaking"), PRESENCE,
          _l("Taking the stage, a panel or a town hall, and enjoying some of it.")),
    Topic("presenting-to-executives", _l("Presenting to executives"), PRESENCE,
          _l("Ten minutes, three slides, one decision: being brief and ready for the hard question.")),
    Topic("visibility", _l("Making good work visible"), PRESENCE,
          _l("Making sure that good work is seen, and carries the name of whoever did it.")),
    Topic("heard-in-meetings", _l("Being heard in meetings"), PRESENCE,
          _l("Getting a word in, holding it when interrupted and claiming an idea back.")),
    Topic("influencing", _l("Influence and stakeholders"), PRESENCE,
          _l("Knowing who decides, what they care about and how to win them before the meeting.")),
    Topic("negotiating", _l("Negotiating"), PRESENCE,
          _l("Preparing, asking, pausing and agreeing, with suppliers, customers or the next department.")),
    Topic("writing-clearly", _l("Writing clearly"), PRESENCE,
          _l("Reports, mails and proposals that are read to the end.")),
    Topic("story-with-data", _l("Telling a story with data"), PRESENCE,
          _l("Charts and words that make the point without bending it.")),
    Topic("facilitating", _l("Running good meetings and workshops"), PRESENCE,
          _l("Bringing a group to a result in which the quiet ones had a part.")),
)

_CAREER = (
    Topic("career-direction", _l("Finding a direction"), CAREER,
          _l("Sorting out what you want next, and which doors are worth knocking on.")),
    Topic("next-promotion", _l("Getting the next promotion"), CAREER,
          _l("What the next grade really takes here, who decides and how to build the case.")),
    Topic("pay-negotiation", _l("Negotiating pay"), CAREER,
          _l("Knowing what the work is worth, asking for it and answering the first no.")),
    Topic("stretch-assignments", _l("Landing a stretching assignment"), CAREER,
          _l("Finding the project that shows what you can do, and being put forward for it.")),
    Topic("changing-function", _l("Changing function"), CAREER,
          _l("Moving to another department or profession without starting again at the bottom.")),
    Topic("expert-career", _l("A career as an expert"), CAREER,
          _l("Growing in pay and weight through what you know rather than how many people you lead.")),
    Topic("working-abroad", _l("Working abroad"), CAREER,
          _l("Posting, move or project in another country, with everything that moves along.")),
    Topic("building-a-network", _l("Building a network"), CAREER,
          _l("Getting to know people beyond your own corridor in a way that feels like you.")),
    Topic("senior-leadership", _l("Stepping up to senior leadership"), CAREER,
          _l("Preparing for a place at the table where the company is steered, and for succession talks.")),
    Topic("board-work", _l("Board and committee work"), CAREER,
          _l("What boards and works committees do, how people get there and how to be useful in one.")),
)

_WORKING_LIFE = (
    Topic("return-from-parental-leave", _l("Returning from parental leave"), WORKING_LIFE,
          _l("Planning the leave and the way back so that neither the role nor the raise gets lost.")),
    Topic("work-and-care", _l("Work and caring for others"), WORKING_LIFE,
          _l("Children, parents or a partner who needs you, beside a job that you also want.")),
    Topic("part-time-career", _l("A career in part time"), WORKING_LIFE,
          _l("Shared roles, fewer hours and still the interesting work.")),
    Topic("settling-in", _l("Settling in at a new job"), WORKING_LIFE,
          _l("The first hundred days: people, unwritten rules, and where the good coffee is.")),
    Topic("confidence", _l("Trusting your own judgement"), WORKING_LIFE,
          _l("Stepping forward before you feel entirely ready, and taking praise without shrinking.")),
    Topic("time-and-energy", _l("Time, energy and boundaries"), WORKING_LIFE,
          _l("Choosing what gets your best hours, and declining the rest with good grace.")),
    Topic("setbacks", _l("Coming back from a setback"), WORKING_LIFE,
          _l("A project that failed, a role that went to somebody else, a hard year: what to do next.")),
    Topic("being-the-only-one", _l("Being the only one in the room"), WORKING_LIFE,
          _l("Working where few people share your background, and staying whole while doing it.")),
    Topic("working-across-cultures", _l("Working across cultures"), WORKING_LIFE,
          _l("Different habits of saying yes, no and maybe, and a shared way of working all the same.")),
    Topic("health-and-disability", _l("Working with illness or disability"), WORKING_LIFE,
          _l("Adjustments, openness on your own terms, and a career that goes on.")),
)

# fmt: on
TOPICS: tuple[Topic, ...] = (*_LEADING, *_BUSINESS, *_TECHNOLOGY, *_PRESENCE, *_CAREER, *_WORKING_LIFE)
