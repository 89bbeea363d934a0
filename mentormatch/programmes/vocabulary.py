"""The shipped vocabulary: the topics a new programme starts from, as goals and as expertise alike.

Data only. A programme copies these into its own topics and edits, merges or renames them there.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class ShippedGroup:
    """A heading that topics are listed under."""

    slug: str
    name: LazyString


@dataclass(frozen=True)
class ShippedTopic:
    """One thing somebody wants to reach or can help others reach; the sentence fits both readings."""

    slug: str
    name: LazyString
    group: ShippedGroup
    description: LazyString


def topics_in(group: ShippedGroup) -> tuple[ShippedTopic, ...]:
    """The topics under one heading, in the order they are shown."""
    return tuple(topic for topic in TOPICS if topic.group is group)


LEADING = ShippedGroup("leading-people", _l("Leading people"))
BUSINESS = ShippedGroup("strategy-and-business", _l("Strategy and business"))
TECHNOLOGY = ShippedGroup("data-and-technology", _l("Data and technology"))
PRESENCE = ShippedGroup("communication-and-presence", _l("Communication and presence"))
CAREER = ShippedGroup("career-moves", _l("Career moves"))
WORKING_LIFE = ShippedGroup("working-life", _l("Working life"))

GROUPS: tuple[ShippedGroup, ...] = (LEADING, BUSINESS, TECHNOLOGY, PRESENCE, CAREER, WORKING_LIFE)

# One topic on two lines is what makes this table readable.
# fmt: off
_LEADING = (
    ShippedTopic("first-leadership-role", _l("First leadership role"), LEADING,
          _l("The first year of being responsible for other people's work, from day one to the first review.")),
    ShippedTopic("leading-without-authority", _l("Leading without authority"), LEADING,
          _l("Getting a group to move together when none of them report to you.")),
    ShippedTopic("delegating", _l("Delegating"), LEADING,
          _l("Handing over real work, leaving room to do it differently, and staying calm while it happens.")),
    ShippedTopic("feedback", _l("Giving and receiving feedback"), LEADING,
          _l("Saying what helps, early and kindly, and hearing it without getting defensive.")),
    ShippedTopic("difficult-conversations", _l("Difficult conversations"), LEADING,
          _l("The talk you keep putting off: poor results, a conflict, a no to someone you like.")),
    ShippedTopic("coaching-others", _l("Coaching others"), LEADING,
          _l("Asking the questions that let people find their own answers.")),
    ShippedTopic("hiring-well", _l("Hiring well and fairly"), LEADING,
          _l("Job adverts, interviews and decisions that find good people who'd otherwise be overlooked.")),
    ShippedTopic("inclusive-teams", _l("Building inclusive teams"), LEADING,
          _l("Sharing meetings, tasks and credit so that everyone on the team counts.")),
    ShippedTopic("leading-through-change", _l("Leading through change"), LEADING,
          _l("Keeping a team steady and honest while the organisation changes around it.")),
    ShippedTopic("leading-remote-teams", _l("Leading across sites and time zones"), LEADING,
          _l("Trust, rhythm and fairness in a team that's rarely in the same room.")),
    ShippedTopic("leading-leaders", _l("Leading leaders"), LEADING,
          _l("The step from running one team to being responsible for several, through the people who run them.")),
)

_BUSINESS = (
    ShippedTopic("strategic-thinking", _l("Strategic thinking"), BUSINESS,
          _l("Looking past this quarter: what to stop, where to bet and how to tell whether it's working.")),
    ShippedTopic("budgets", _l("Budgets and reading the numbers"), BUSINESS,
          _l("Reading accounts with confidence, building a budget and defending it.")),
    ShippedTopic("profit-and-loss", _l("Profit and loss responsibility"), BUSINESS,
          _l("Running part of the business by its results, and getting there from a support role.")),
    ShippedTopic("business-case", _l("Making a business case"), BUSINESS,
          _l("Turning a good idea into figures, and into a decision that budget holders can make.")),
    ShippedTopic("product-management", _l("Product management"), BUSINESS,
          _l("Finding out what customers need, deciding what to build next and saying no to the rest.")),
    ShippedTopic("project-delivery", _l("Delivering projects"), BUSINESS,
          _l("Getting complex work done by a fixed date without burning people out.")),
    ShippedTopic("operations", _l("Operations and supply chain"), BUSINESS,
          _l("How goods, shifts and sites really run, and how to make them run better.")),
    ShippedTopic("sales", _l("Sales and key customers"), BUSINESS,
          _l("Winning customers, keeping them and owning a target.")),
    ShippedTopic("marketing", _l("Marketing and brand"), BUSINESS,
          _l("Knowing the market, telling it something true and measuring whether it listened.")),
    ShippedTopic("new-ventures", _l("Starting something new"), BUSINESS,
          _l("Taking an idea from a sketch to its first users, inside the company or alongside it.")),
    ShippedTopic("sustainability", _l("Sustainability"), BUSINESS,
          _l("Making climate and supply chain duties part of everyday decisions.")),
    ShippedTopic("risk-and-compliance", _l("Risk and compliance"), BUSINESS,
          _l("Working with regulators, audits and rules so that they protect rather than paralyse.")),
)

_TECHNOLOGY = (
    ShippedTopic("data-analysis", _l("Data analysis"), TECHNOLOGY,
          _l("Getting from raw figures to an answer that someone can act on.")),
    ShippedTopic("machine-learning", _l("Machine learning in practice"), TECHNOLOGY,
          _l("What models can and can't do, from a first prototype to one that people rely on.")),
    ShippedTopic("software-engineering", _l("Software engineering"), TECHNOLOGY,
          _l("Code that others can change: design, review, testing and growing as an engineer.")),
    ShippedTopic("technical-leadership", _l("Technical leadership"), TECHNOLOGY,
          _l("Setting a technical direction and bringing engineers along without becoming their manager.")),
    ShippedTopic("architecture", _l("Systems and architecture"), TECHNOLOGY,
          _l("Designing systems that last, and explaining the trade-offs to people who pay for them.")),
    ShippedTopic("cyber-security", _l("Cyber security"), TECHNOLOGY,
          _l("Protecting systems and people, and moving into a security role.")),
    ShippedTopic("digital-change", _l("Digital change"), TECHNOLOGY,
          _l("Replacing paper, spreadsheets and old systems in a way that the people affected welcome.")),
    ShippedTopic("design-and-research", _l("Design and user research"), TECHNOLOGY,
          _l("Learning from the people who use something and shaping it around them.")),
    ShippedTopic("engineering-and-quality", _l("Engineering, quality and safety"), TECHNOLOGY,
          _l("Plants, machines and products that do what they should, safely, every time.")),
)

_PRESENCE = (
    ShippedTopic("public-speaking", _l("Public speaking"), PRESENCE,
          _l("Speaking on stage, on a panel or at a town hall, and even enjoying it.")),
    ShippedTopic("presenting-to-executives", _l("Presenting to executives"), PRESENCE,
          _l("Ten minutes, three slides, one decision: being brief and ready for the hard question.")),
    ShippedTopic("visibility", _l("Making good work visible"), PRESENCE,
          _l("Making sure good work is seen, and carries the name of the person who did it.")),
    ShippedTopic("heard-in-meetings", _l("Being heard in meetings"), PRESENCE,
          _l("Getting a word in, holding the floor when interrupted and reclaiming your idea.")),
    ShippedTopic("influencing", _l("Influence and stakeholders"), PRESENCE,
          _l("Knowing who decides, what they care about and how to win them before the meeting.")),
    ShippedTopic("negotiating", _l("Negotiating"), PRESENCE,
          _l("Preparing, asking, pausing and agreeing, with suppliers, customers or the next department.")),
    ShippedTopic("writing-clearly", _l("Writing clearly"), PRESENCE,
          _l("Reports, emails and proposals that get read to the end.")),
    ShippedTopic("story-with-data", _l("Telling a story with data"), PRESENCE,
          _l("Charts and words that make the point without bending it.")),
    ShippedTopic("facilitating", _l("Running good meetings and workshops"), PRESENCE,
          _l("Getting a group to a result that the quiet ones had a part in.")),
)

_CAREER = (
    ShippedTopic("career-direction", _l("Finding a direction"), CAREER,
          _l("Sorting out what you want next, and which doors are worth knocking on.")),
    ShippedTopic("next-promotion", _l("Getting the next promotion"), CAREER,
          _l("What the next grade really takes here, who decides and how to build your case.")),
    ShippedTopic("pay-negotiation", _l("Negotiating pay"), CAREER,
          _l("Knowing what your work is worth, asking for it and responding to the first no.")),
    ShippedTopic("stretch-assignments", _l("Landing a stretch assignment"), CAREER,
          _l("Finding the project that shows what you can do, and being put forward for it.")),
    ShippedTopic("changing-function", _l("Changing function"), CAREER,
          _l("Moving to another department or profession without starting again from the bottom.")),
    ShippedTopic("expert-career", _l("A career as an expert"), CAREER,
          _l("Growing in pay and influence through what you know rather than how many people you manage.")),
    ShippedTopic("working-abroad", _l("Working abroad"), CAREER,
          _l("A posting, move or project in another country, and everything that comes with it.")),
    ShippedTopic("building-a-network", _l("Building a network"), CAREER,
          _l("Getting to know people beyond your own team in a way that feels like you.")),
    ShippedTopic("senior-leadership", _l("Stepping up to senior leadership"), CAREER,
          _l("Preparing for a seat at the table where the company is run, and for succession talks.")),
    ShippedTopic("board-work", _l("Board and committee work"), CAREER,
          _l("What boards and committees do, how people join them and how to be useful on one.")),
)

_WORKING_LIFE = (
    ShippedTopic("return-from-parental-leave", _l("Returning from parental leave"), WORKING_LIFE,
          _l("Planning your leave and your return so that your role and your pay rise are still there.")),
    ShippedTopic("work-and-care", _l("Work and caring for others"), WORKING_LIFE,
          _l("Children, parents or a partner who needs you, alongside a job you want too.")),
    ShippedTopic("part-time-career", _l("A part-time career"), WORKING_LIFE,
          _l("Job shares, fewer hours and still the interesting work.")),
    ShippedTopic("settling-in", _l("Settling into a new job"), WORKING_LIFE,
          _l("The first hundred days: people, unwritten rules and where the good coffee is.")),
    ShippedTopic("confidence", _l("Trusting your own judgement"), WORKING_LIFE,
          _l("Stepping forward before you feel quite ready, and accepting praise without shrinking.")),
    ShippedTopic("time-and-energy", _l("Time, energy and boundaries"), WORKING_LIFE,
          _l("Deciding what gets your best hours, and saying no to the rest with good grace.")),
    ShippedTopic("setbacks", _l("Coming back from a setback"), WORKING_LIFE,
          _l("A project that failed, a role that went to another candidate, a hard year: what to do next.")),
    ShippedTopic("being-the-only-one", _l("Being the only one in the room"), WORKING_LIFE,
          _l("Working where few people share your background, and staying yourself while you do.")),
    ShippedTopic("working-across-cultures", _l("Working across cultures"), WORKING_LIFE,
          _l("Different ways of saying yes, no and maybe, and finding one to work together.")),
    ShippedTopic("health-and-disability", _l("Working with illness or disability"), WORKING_LIFE,
          _l("Adjustments, openness on your own terms, and a career that keeps going.")),
)

# fmt: on
TOPICS: tuple[ShippedTopic, ...] = (*_LEADING, *_BUSINESS, *_TECHNOLOGY, *_PRESENCE, *_CAREER, *_WORKING_LIFE)
