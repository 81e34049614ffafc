"""The stack programs whose previews are kept in `previews/`: what was applied, and what is previewed then."""

HOLIDAYS = """
BANK_HOLIDAYS = {
    "2026-12-25": "Christmas Day",
    "2026-12-28": "Boxing Day (substitute)",
    "2027-01-01": "New Year's Day",
    "2027-03-26": "Good Friday",
    "2027-03-29": "Easter Monday",
    "2027-05-03": "Early May bank holiday",
    "2027-05-31": "Spring bank holiday",
    "2027-08-30": "Summer bank holiday",
    "2027-12-27": "Christmas Day (substitute)",
    "2027-12-28": "Boxing Day (substitute)",
    "2028-01-03": "New Year's Day (substitute)",
    "2028-04-14": "Good Friday",
}
LONDON = "Europe/London"
SpecialOccasion("bank-holidays", name="UK bank holidays", description="England and Wales",
                events=[closed(day, time_zone=LONDON, name=name) for day, name in BANK_HOLIDAYS.items()])
SpecialOccasion("winter", name="Winter hours", description="Shorter evenings", is_default=True,
                events=[open_hours("2026-12-14", "09:00", "17:00", days=5, time_zone=LONDON)])
SpecialOccasion("spring", name="Spring hours", description="Longer evenings", is_default=False,
                events=[open_hours("2027-03-22", "08:00", "20:00", days=12, time_zone=LONDON)])
SpecialOccasion("summer", name="Summer closure 2026", description="Back office closed",
                events=[closed("2026-08-03", days=5, time_zone=LONDON)])
StatusReason("lunch", text="Lunch")
StatusReason("doctor", text="Doctor's appointment")
StatusReason("load-test", text="Load test", state="Occupied")
"""

HOLIDAYS_CHANGED = (
    HOLIDAYS.replace('"Shorter evenings", is_default=True', '"Shorter evenings"')
    .replace("is_default=False", "is_default=True")
    .replace(
        '"2028-04-14": "Good Friday",', '"2028-04-14": "Good Friday",\n    "2028-04-17": "Easter Monday",'
    )
    .replace(
        'SpecialOccasion("summer", name="Summer closure 2026", description="Back office closed",\n'
        '                events=[closed("2026-08-03", days=5, time_zone=LONDON)])\n',
        "",
    )
    .replace('text="Doctor\'s appointment"', 'text="Doctor\'s appointment", enabled=False')
    .replace('state="Occupied"', 'state="Occupied", enabled=False')
    + 'StatusReason("shadowing", text="Shadowing")\n'
)

FEW = """
SpecialOccasion("year-end", name="Year end", description="Closed",
                events=[closed("2026-12-24", days=9, time_zone="Europe/Lisbon")])
SpecialOccasion("keep", name="Keep", description="The default", is_default=True)
StatusReason("lunch", text="Lunch")
StatusReason("meal", text="Meal")
StatusReason("gone", text="Gone")
StatusReason("hidden", text=pulumi.Output.secret("hush"))
Note("other", 1)
"""

ALL_OPERATIONS = """
SpecialOccasion("year-end", name="Turn of the year", description="On call", is_default=True,
                events=[closed("2026-12-24", days=8, time_zone="Europe/Lisbon"),
                        open_hours("2027-01-01", "08:00", "12:00", time_zone="Europe/Lisbon")])
SpecialOccasion("keep", name="Keep", description="The default")
StatusReason("lunch", text="Lunch", state="Occupied", enabled=False, order=1)
StatusReason("meal", text="Meals", opts=ResourceOptions(replace_on_changes=["text"]))
StatusReason("hidden", text=pulumi.Output.secret("hush again"))
Note("other", 2)
StatusReason("unknown", text=Note("new", 3).told)
StatusReason("child", text="Child", opts=ResourceOptions(parent=pulumi.ComponentResource("our:Team", "team")))
pulumi.log.warn("the texts of @everyone are being reviewed")
"""

SKILLS = """
weekdays = weekly("MO-FR", "09:00", "17:30", time_zone="Europe/London")
old = Workdays("old-week", name="Old week", description="Until May", shifts=weekdays)
support = Workdays("support-week", name="Support week", description="From June", shifts=weekdays)
xmas = SpecialOccasion("xmas", name="Christmas week", description="Closed",
                       events=[closed("2026-12-24", days=3, time_zone="Europe/London")])
sales = Skill("sales-skill", name="Sales desk", max_wait_time=90)
Skill("billing-skill", name="Billing desk", description="Invoices", max_wait_time=90, can_transfer=False,
      working_hours_id=old.id, special_occasion_id=xmas.id, sla_default_response_time=3600,
      auto_close_in_seconds=86400)
Skill("legacy", name="Legacy", description="Nobody knows", working_hours_id=old.id)
Skill("kept", name="Kept", fallback_skill=sales.id, opts=ResourceOptions(retain_on_delete=True))
SkillHours("billing-hours", skill_name="billing", special_occasion_id=xmas.id)
SkillHours("sales-hours", skill_name="sales", working_hours_id=old.id, special_occasion_id="")
SkillHours("night-hours", skill_name="night desk", working_hours_id=old.id)
"""

SKILLS_CHANGED = """
weekdays = weekly("MO-FR", "09:00", "17:30", time_zone="Europe/London")
old = Workdays("old-week", name="Old week", description="Until May", shifts=weekdays)
support = Workdays("support-week", name="Support week", description="From June",
                   shifts=weekly("MO-FR", "09:00", "16:00", time_zone="Europe/London"))
xmas = SpecialOccasion("xmas", name="Christmas week", description="Closed",
                       events=[closed("2026-12-24", days=4, time_zone="Europe/London")])
bank = SpecialOccasion("bank", name="UK bank holidays", description="Closed",
                       events=[closed("2026-12-28", time_zone="Europe/London")])
sales = Skill("sales-skill", name="Sales desk", max_wait_time=120)
Skill("billing-skill", name="Billing desk", max_wait_time=120, can_transfer=True,
      skill_transfer_list=[sales.id], working_hours_id=support.id, special_occasion_id=bank.id,
      sla_default_response_time=1800, auto_close_in_seconds="", fallback_skill=sales.id)
Skill("returns-skill", name="Returns", description="Parcels sent back", max_wait_time=60,
      special_occasion_id=xmas.id, working_hours_id=support.id, fallback_skill=sales.id,
      skill_routing_configuration=[{"agent_group_id": "4400", "priority": 1, "split_percentage": 60},
                                   {"agent_group_id": "4401", "priority": 2, "split_percentage": 40}])
SkillHours("sales-hours", skill_name="sales", working_hours_id="", special_occasion_id=xmas.id)
SkillHours("support-hours", skill_name="support", working_hours_id=support.id, special_occasion_id=bank.id)
SkillHours("night-hours", skill_name="late desk", working_hours_id=old.id)
"""

PROTECTED = FEW.replace('StatusReason("meal", text="Meal")', "")
MISTAKES = """
StatusReason("busy", text="Busy", state="Busy")
StatusReason("markup", text="<b>")
"""
SLOW = "import time; time.sleep(60)"

# A provider that is not ours, and the imports of the programs above.
PREAMBLE = """\
import pulumi
from pulumi import Output, ResourceOptions
from pulumi.dynamic import CreateResult, Resource, ResourceProvider

from pulumi_liveperson import (
    Skill,
    SkillHours,
    SpecialOccasion,
    StatusReason,
    Workdays,
    closed,
    open_hours,
    weekly,
)


class _Notes(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {**props, "told": "later"})


class Note(Resource):
    told: Output[str]

    def __init__(self, name, number):
        super().__init__(_Notes(), name, {"number": number, "told": None})


def program():
"""
