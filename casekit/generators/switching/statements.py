"""The statements of the barrier survey, in this course's own words, three for each facet."""

from casekit.words import _

__all__ = ["REVERSED", "STATEMENTS"]

STATEMENTS: dict[str, tuple[str, str, str]] = {
    "economic_risk": (
        _("A new provider might turn out to serve me worse than this one."),
        _("If I changed, I could end up with bills that I did not expect."),
        _("I cannot know how good another provider is before I am its customer."),
    ),
    "evaluation": (
        _("It would take me many hours to compare what other providers offer."),
        _("To find out which provider suits me I would have to read a great deal."),
        _("Choosing another provider well is a lot of work."),
    ),
    "learning": (
        _("With another provider I would have to learn a new way of doing things."),
        _("I would feel at home with another provider's system within a day."),
        _("It would be weeks before I used another provider's service as easily as this one."),
    ),
    "set_up": (
        _("Getting everything to run with another provider would cost me a lot of effort."),
        _("All the devices in my home would need attention if I changed."),
        _("Starting with another provider means many steps before anything works."),
    ),
    "benefit_loss": (
        _("I would lose points or credits that I have collected here."),
        _("Being a customer for so long brings me advantages that I would give up."),
        _("What I have earned here would be worth nothing elsewhere."),
    ),
    "monetary_loss": (
        _("I would have to pay a fee if I left today."),
        _("Changing now would cost me money before it saves any."),
        _("Leaving before the agreed date is expensive."),
    ),
    "personal_relationship": (
        _("I would miss the people who serve me here."),
        _("Somebody here knows me and my household."),
        _("I like to deal with the people at this company."),
    ),
    "brand_relationship": (
        _("I would be sorry to be no longer one of this company's customers."),
        _("This company and the people around it mean something to me."),
        _("My family or my friends and I belong together here."),
    ),
}
# Agreeing with these means a LOWER cost: they guard against people who tick yes to everything.
REVERSED = frozenset({"learning_2"})
