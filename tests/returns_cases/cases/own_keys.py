"""Further ways to say, or not to say, which measure and place a figure is of."""

from tests.returns_cases.case import Q2, Case, accepts, asks, reads, refuses
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.texts import lines

NOTHING = asks() | refuses()
RIGHTLY = accepts() | asks() | refuses()


def key(name, about, *rows, right=None, expected=NOTHING, either=None) -> Case:
    return Case(
        f"key_{name}.csv",
        about,
        lambda: lines(*rows),
        right or {},
        expected,
        "identity",
        either=either or {},
    )


OWN_CODES = [
    key(
        "codes_and_descriptions",
        "Codes of one's own, described under Description",
        "Code,Description,Period,Outturn",
        "6.2,Calls lost,Q2 2019/20,45",
        "4.4,Letters answered,Q2 2019/20,56",
    ),
    key(
        "title_before_code",
        "The title stands before the code",
        "KPI,Ref,Period,Outturn",
        "Missed bins,1.4,Q2 2019/20,45",
    ),
    key(
        "one_in_one_cell",
        "Code and another title in one cell",
        "Measure,Period,Outturn",
        "1.4 Missed bins,Q2 2019/20,45",
    ),
    key(
        "one_of_three",
        "One code belongs to its title, two do not",
        "Code,Measure,Period,Outturn",
        "6.2,Homeless households rehoused,Q2 2019/20,45",
        "4.4,Potholes mended,Q2 2019/20,56",
        "1.4,Trees planted,Q2 2019/20,77",
        right={("6.2", Q2): 45},
    ),
    key(
        "codes_of_last_year",
        "Codes of another plan: the titles are the plan's, the codes not",
        "Code,Measure,Period,Outturn",
        "4.1,Homelessness prevented,Q2 2019/20,56.3",
        "5.9,Staff sickness,Q2 2019/20,9.1",
        right={("4.4", Q2): 56.3, ("11.2", Q2): 9.1},
    ),
    key(
        "swapped_titles",
        "Two titles stand beside each other's codes",
        "Code,Measure,Period,Outturn",
        "4.4,Homeless households rehoused,Q2 2019/20,45",
        "6.2,Homelessness prevented,Q2 2019/20,56.3",
    ),
    key(
        "another_words_for_it",
        "A code with its title in other words",
        "Code,Measure,Period,Outturn",
        "6.2,Homeless households re-housed,Q2 2019/20,45",
        right={("6.2", Q2): 45},
        expected=RIGHTLY,
    ),
    key(
        "row_numbers_as_codes",
        "Numbers of rows under No.: 1.1, 1.2",
        "No.,Service,What we count,Period,Outturn",
        "1.1,Waste,Missed bins,2019/20,45",
        "1.3,Waste,Fly-tips,Q2 2019/20,12",
    ),
    key(
        "row_numbers_beside_tasks",
        "Numbers of rows under ID beside tasks in words",
        "ID,Task,Period,Outturn",
        "1.3,Empty the bins,Q2 2019/20,12",
    ),
    key(
        "codes_under_no",
        "The plan's codes under No. and nothing else that names the measure",
        "No.,Period,Outturn",
        "6.2,Q2 2019/20,45",
        right={("6.2", Q2): 45},
        expected=accepts(),
    ),
    key(
        "titles_under_no",
        "Titles beside the codes that are under No.",
        "No.,Indicator,Period,Outturn",
        "6.2,Homeless households rehoused,Q2 2019/20,45",
        right={("6.2", Q2): 45},
        expected=RIGHTLY,
    ),
    key(
        "codes_under_what_we_count",
        "Codes of one's own beside what is counted",
        "Code,What we count,Period,Outturn",
        "6.2,Calls lost,Q2 2019/20,45",
    ),
]


def place(name, header, value, right=None, expected=NOTHING) -> Case:
    return key(
        f"place_{name}",
        f"A column {header}: {value}",
        f"Code,Period,{header},Outturn",
        f"6.2,Q2 2019/20,{value},45",
        right=right,
        expected=expected,
    )


HACKNEY = {("6.2", Q2, "Hackney"): 45}
OWN = {("6.2", Q2): 45}
PLACES = [
    place("la", "LA", "Hackney", HACKNEY, RIGHTLY),
    place("council", "Council", "Hackney", HACKNEY, RIGHTLY),
    place("organisation", "Organisation name", "London Borough of Hackney", HACKNEY, RIGHTLY),
    place("ons_code", "ONS code", "E09000012", HACKNEY, RIGHTLY),
    place("geography", "GeographyCode", "E09000012", HACKNEY, RIGHTLY),
    place("one_word", "lacode", "E09000012", HACKNEY, RIGHTLY),
    place("two_capitals", "LACode", "E09000012", HACKNEY, RIGHTLY),
    place("geog_name", "GeographyName", "Hackney", HACKNEY, RIGHTLY),
    place("under_any_word", "Submitted for", "E09000012", HACKNEY, RIGHTLY),
    place("own_under_any_word", "Submitted for", "E09000030", OWN, RIGHTLY),
    place("ward_under_any_word", "Submitted for", "E05009317"),
    place("own_council", "Local authority", "Tower Hamlets", OWN, RIGHTLY),
    place("locality", "Locality", "Poplar"),
    place("sex", "Sex", "Female"),
    place("gender", "Gender", "Women"),
    place("age", "Age group", "16 to 24"),
    place("ethnicity", "Ethnicity", "Bangladeshi"),
    place("lsoa", "LSOA", "E01004195"),
    place("school", "School", "Bow School"),
    key(
        "place_two_councils",
        "Two councils in a column nobody asked for",
        "Code,Period,Borough name,Outturn",
        "6.2,Q2 2019/20,Tower Hamlets,45",
        "6.2,Q2 2019/20,Hackney,61",
        right=OWN | {("6.2", Q2, "Hackney"): 61},
        expected=RIGHTLY,
    ),
    Case(
        "key_place_in_a_title.xlsx",
        "The title above the table says London Borough of Hackney",
        lambda: book(
            ["London Borough of Hackney"], ["Code", "Period", "Outturn"], ["6.2", "Q2 2019/20", 45]
        ),
        HACKNEY,
        RIGHTLY,
        "identity",
    ),
    Case(
        "key_place_in_the_sheet_name.xlsx",
        "The sheet is called Hackney",
        lambda: book(["Code", "Period", "Outturn"], ["6.2", "Q2 2019/20", 45], sheet="Hackney"),
        HACKNEY,
        RIGHTLY,
        "identity",
    ),
    key(
        "place_beside_its_name",
        "Council: Hackney above the table of a CSV",
        "Council:,Hackney,",
        "",
        "Code,Period,Outturn",
        "6.2,Q2 2019/20,45",
        right=HACKNEY,
        expected=RIGHTLY,
    ),
    key(
        "place_between_rows",
        "Hackney in a row of its own between the rows",
        "Code,Period,Outturn",
        "4.4,Q2 2019/20,56.3",
        "Hackney",
        "6.2,Q2 2019/20,45",
        right={("4.4", Q2): 56.3} | HACKNEY,
        expected=RIGHTLY,
    ),
    key(
        "place_nobody_knows",
        "Another city's council above the table",
        "Quarterly return of Leeds City Council",
        "Code,Period,Outturn",
        "6.2,Q2 2019/20,45",
    ),
    key(
        "place_own_in_a_title",
        "One's own council above the table, compared with another",
        "London Borough of Tower Hamlets beside Hackney",
        "Code,Period,Outturn",
        "6.2,Q2 2019/20,45",
        right=OWN,
        expected=accepts(),
    ),
    key(
        "place_region_in_a_title",
        "A region within a title is not whose figures these are",
        "Homelessness in London: quarterly figures",
        "Code,Period,Outturn",
        "6.2,Q2 2019/20,45",
        right=OWN,
        expected=accepts(),
    ),
]

# Names of the council's own area: never an area of their own without a question.
OWN_NAMES = [
    key(
        f"own_{name}",
        f"The council's own area as {text!r}",
        "Code,Period,Area,Outturn",
        f"6.2,Q2 2019/20,{text},45",
        right=OWN,
        expected=accepts() | asks(),
    )
    for name, text in (
        ("full", "London Borough of Tower Hamlets"),
        ("blanks", " Tower  Hamlets "),
        ("capitals", "TOWER HAMLETS"),
        ("lb", "LB Tower Hamlets"),
        ("hyphen", "Tower-Hamlets"),
        ("whole", "Whole borough"),
        ("wide", "Borough-wide"),
        ("council", "Council"),
        ("typo", "Tower Hamlet"),
        ("old_code", "00BG"),
        ("all_wards", "All wards"),
        ("local", "Local"),
    )
] + [
    key(
        "new_area",
        "A place that no figure was ever of",
        "Code,Period,Area,Outturn",
        "6.2,Q2 2019/20,Middlehampton,45",
        right={("6.2", Q2, "Middlehampton"): 45},
        expected=asks("Middlehampton"),
    ),
    key(
        "ward_as_area",
        "A ward under Area",
        "Code,Period,Area,Outturn",
        "6.2,Q2 2019/20,Bow East,5",
        expected=asks("Bow East") | refuses("Bow East"),
    ),
    key(
        "england",
        "England, which the plan compares with",
        "Code,Period,Area,Outturn",
        "6.2,Q2 2019/20,England,61",
        right={("6.2", Q2, "England"): 61},
        expected=accepts(),
    ),
    key(
        "england_code",
        "E92000001, which is England",
        "Code,Period,Area code,Outturn",
        "6.2,Q2 2019/20,E92000001,61",
        right={("6.2", Q2, "England"): 61},
        expected=RIGHTLY | reads(),
    ),
]

CASES = [*OWN_CODES, *PLACES, *OWN_NAMES]
