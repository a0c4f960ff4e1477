"""Every figure that counts something in articles: {what tests call it: what draws it}."""

from functools import partial

from helpers import charts
from helpers.charts import clocks, comparing, rhythms, telling, tones, uncertainty, voices

DRAWN = {
    "named": charts.named, "presence": charts.presence, "heard": charts.heard, "voice share": telling.voice_share,
    "verbs": telling.verbs, "loaded words": telling.whose, "unsaid": telling.unsaid, "voices": voices.voices,
    "sources": voices.sources, "by gender": voices.by_gender, "of whom": voices.matrix,
    "statements": uncertainty.statements, "portrayal": partial(tones.portrayal, method="vader"),
    "two clocks": clocks.two_clocks, "calendar": clocks.calendar, "compared, named": comparing.named,
    "compared, heard": comparing.heard, "compared, verbs": comparing.verbs, "compared, of whom": comparing.of_whom,
    "compared, portrayed": partial(comparing.portrayed, method="vader"), "compared over time": comparing.over_time,
    "named over time": rhythms.named_over_time, "heard over time": rhythms.heard_over_time,
    "portrayed over time": partial(rhythms.portrayed_over_time, method="vader"),
}  # fmt: skip
