"""What people of the demo company write about themselves: their work, and what they do after it.

Words before a bar say who could have written the line; lines.py reads them.
"""

WORK: dict[str, tuple[str, ...]] = {
    "work": (
        "engineering| I build the part of the sensor that gets wet.",
        (
            "#calibration #laboratory #test| "
            "I calibrate, test and sometimes break pressure sensors, in that order."
        ),
        "engineering| My days go on flow meters, and on the people who mount them upside down.",
        (
            "#test #laboratory #quality #safety| "
            "I run the long-term tests, which means I'm good at waiting."
        ),
        "#mechanical| I turn sketches into housings that survive ten winters.",
        "#test #quality #calibration| I write the test reports that auditors read with a ruler.",
        "software| I work on the platform that tells a town how much water it's losing.",
        "software| I keep the sensor data flowing and the dashboards honest.",
        "#developer| I write the software inside the meters, where a byte is still a byte.",
        "software| I spend my days between what customers ask for and what they need.",
        "#data| I look for leaks in data and, now and then, find one in the ground.",
        "operations| I make sure the right parts meet the right people on the line.",
        "#operator| I assemble the small meters, mostly on the early shift.",
        "#plan| I plan production two weeks ahead and then explain why it turned out differently.",
        "#buy #purchasing| I buy what we can't make and argue about what we could.",
        "operations| I keep the plant running, safe and roughly on time.",
        "#logistics #warehouse #supply| Pallets, lorries, customs papers: if it moves, it crosses my desk.",
        (
            "#account #utilities #regional| "
            "I look after the water utilities and know most pumping stations by name."
        ),
        "#tender| I write tenders, which is a kind of literature with deadlines.",
        "sales| I sell measuring equipment to people who know more about water than I do.",
        "#partner #regional #sales| I work with our partners abroad and live on trains.",
        "service| I take the call when a meter says something no one believes.",
        "#field| I drive out to customers and come back with mud and good stories.",
        "#train| I train customers, and learn from them what our manuals leave out.",
        "#service-planner #regional| I plan our field engineers' routes and know every set of roadworks.",
        "marketing| I tell people why clean water needs dull grey boxes.",
        "#event #marketing| I organise our trade fairs and events, down to the last extension lead.",
        "#content #communications| I write about what our engineers do, in words their parents would understand.",
        "#account #controller #finance| I close the books every month and open them again for questions.",
        "#legal #contract| I read contracts so that others can sleep.",
        "finance| I work on budgets and on making them less of a mystery.",
        "#recruiter #people| I help find new colleagues and keep the ones we have.",
        "#learning| I look after learning, from the first day to the last course.",
        "people| I'm the person people come to with the questions they won't put in an email.",
        "office| I keep senior management's diaries, papers and promises in order.",
        "office| I make sure that what gets decided also gets written down.",
    ),
    "lead": (
        "lead| I lead a small team and am proud of every one of them.",
        "high| I run a team across two sites and spend much of the week on calls.",
        "senior| I lead more people than I can talk to in a week, though I try.",
        "senior| These days I decide more than I make, and miss the making.",
        "senior| I've been with the company for a long time and in the room for many of its decisions.",
    ),
}

LEISURE: tuple[str, ...] = (
    "Outside work I sing in a choir that is louder than it is good.",
    "At weekends I repair bicycles, first mine and then the neighbours'.",
    "I have two children, one allotment and no spare weekends.",
    "I run, slowly and in any weather.",
    "I grew up on a farm and still get up too early.",
    "I learned the trade on the job and went to university at thirty.",
    "I swim in cold water and talk about it more than people would like.",
    "I read crime novels in three languages.",
    "I play chess by post, which suits my kind of patience.",
    "I came into this industry by accident and stayed for the people.",
    "I'm learning the accordion, with apologies to everyone on my floor.",
    "I bake bread and bring it in.",
    "I coach a girls' football team on Thursdays.",
    "I doodle in every meeting. It helps me listen.",
    "I've lived in four countries and can cook in all of them.",
    "I volunteer as a paramedic every other weekend.",
    "I grow tomatoes on a balcony that faces the wrong way.",
    "I look after my parents on Fridays, so I'm offline then.",
    "I think best on a walk.",
    "I'm quiet at first, and then I'm not.",
    "I keep bees, and they've taught me a thing or two about busy offices.",
    "I like old maps and new ideas.",
    "I dance tango, and yes, it does help in meetings.",
    "I collect words that don't exist in English.",
    "I was a nurse before I came here and wouldn't swap those years for anything.",
    "I take the train to work, which is where I write most of my emails.",
    "I watch birds, mostly from the smoking area, without smoking.",
    "I'm a night owl in a company of early risers.",
    "I have a dog who joins most of my video calls.",
    "I row on Saturdays, in the seat where you only have to follow.",
)
