"""What people of the demo company write about themselves: their work, and what they do when it is done.

Words before a bar say who could have written the line; lines.py reads them.
"""

WORK: dict[str, tuple[str, ...]] = {
    "work": (
        "engineering| I build the part of the sensor that gets wet.",
        (
            "#calibration #laboratory #test| "
            "I calibrate, test and sometimes break pressure sensors, in that order."
        ),
        "engineering| My days belong to flow meters, and to the people who mount them upside down.",
        (
            "#test #laboratory #quality #safety| "
            "I look after the long-term tests, which means that I am good at waiting."
        ),
        "#mechanical| I turn sketches into housings that survive ten winters.",
        "#test #quality #calibration| I write the test reports that auditors read with a ruler.",
        "software| I work on the platform that tells a town how much water it is losing.",
        "software| I keep the measuring data flowing and the dashboards honest.",
        "#developer| I write the software inside the meters, where a byte is still a byte.",
        "software| I spend my days between what customers ask for and what they need.",
        "#data| I look for leaks in data and, now and then, find one in the ground.",
        "operations| I make sure that the right parts meet the right people on the line.",
        "#operator| I work on the assembly of the small meters, mostly the early shift.",
        "#plan| I plan production two weeks ahead and explain why it came differently.",
        "#buy #purchasing| I buy what we cannot make and argue about what we could.",
        "operations| I keep the plant running, safe and roughly on time.",
        "#logistics #warehouse #supply| Pallets, lorries, customs papers: if it moves, it crosses my desk.",
        (
            "#account #utilities #regional| "
            "I look after the water utilities and know most pumping stations by name."
        ),
        "#tender| I write tenders, which is a kind of literature with deadlines.",
        "sales| I sell measuring technology to people who know more about water than I do.",
        "#partner #regional #sales| I work with our partners abroad and live on trains.",
        "service| I answer when a meter says something that nobody believes.",
        "#field| I drive out to customers and come back with mud and good stories.",
        "#train| I train customers, and learn from them what our manuals leave out.",
        "#service-planner #regional| I plan the routes of our field engineers and know every roadworks.",
        "marketing| I tell people why clean water needs dull grey boxes.",
        "#event #marketing| I organise our fairs and events, down to the last extension lead.",
        "#content #communications| I write about what our engineers do, in words that their parents like.",
        "#account #controller #finance| I close the books every month and open them again for questions.",
        "#legal #contract| I read contracts so that others can sleep.",
        "finance| I work on budgets and on making them less of a mystery.",
        "#recruiter #people| I help to find new colleagues and to keep the ones we have.",
        "#learning| I look after learning, from the first day to the last course.",
        "people| I am the person people come to with the questions they do not mail.",
        "office| I keep the management's diary, papers and promises in order.",
        "office| I see to it that what is decided is also written down.",
    ),
    "lead": (
        "lead| I lead a small team and am proud of every one of them.",
        "high| I answer for a team across two sites and spend much of the week on calls.",
        "senior| I lead more people than I can talk to in a week, which I try anyway.",
        "senior| These days I decide more than I make, and miss the making.",
        "senior| I have been with the company for a long time and in the room for many of its decisions.",
    ),
}

LEISURE: tuple[str, ...] = (
    "Outside work I sing in a choir that is louder than it is good.",
    "At weekends I repair bicycles, first mine and then the neighbours'.",
    "I have two children, one allotment and no spare weekends.",
    "I run, slowly and in any weather.",
    "I grew up on a farm and still get up too early.",
    "I learned the trade on the job and went to university at thirty.",
    "I swim in cold water and talk about it more than people like.",
    "I read crime novels in three languages.",
    "I play chess by post, which suits my patience.",
    "I came to measuring technology by accident and stayed for the people.",
    "I am learning the accordion; apologies to everybody on my floor.",
    "I bake bread and bring it along.",
    "I coach a girls' football team on Thursdays.",
    "I draw in every meeting; it helps me to listen.",
    "I have lived in four countries and can cook in all of them.",
    "I volunteer as a paramedic every other weekend.",
    "I grow tomatoes on a balcony that faces the wrong way.",
    "I care for my parents on Fridays and am offline then.",
    "I think best on a walk.",
    "I am quiet at first and then I am not.",
    "I keep bees and know a few things about busy offices because of them.",
    "I like old maps and new ideas.",
    "I dance tango, and yes, it does help in meetings.",
    "I collect words that do not exist in English.",
    "I was a nurse before I came here and would not miss those years.",
    "I take the train to work, and it is where I write most of my mails.",
    "I watch birds, mostly from the smoking area, without smoking.",
    "I am a night person in a company of early risers.",
    "I have a dog who joins most of my video calls.",
    "I row on Saturdays, in the seat where one only has to follow.",
)
