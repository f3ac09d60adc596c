"""What of all there is to say is said: a warning before a scolding, and nothing twice."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from formcheck.live.coaching.scene import Cue, Tone

RANK = {
    Tone.REP: 0, Tone.RESTED: 1, Tone.READY: 1, Tone.NEAR: 2, Tone.ATTENTION: 3, Tone.OVER: 4,
}  # fmt: skip
"""How severe a tone is."""

COOLDOWN_S = {
    Tone.REP: 0.3, Tone.RESTED: 1.0, Tone.READY: 1.0,
    Tone.NEAR: 8.0, Tone.ATTENTION: 6.0, Tone.OVER: 8.0,
}  # fmt: skip
"""How long after a sound its key stays silent: a voice needs three seconds, a person more."""

ANEW_S = 1.5  # before other words about the same thing
REMEMBERED_S = 60.0  # how long somebody who was warned counts as warned


class Tact:
    """Lets cues through: time is the scene's, so a recording sounds as the set did.

    A key that has sounded is silent for its cooldown, unless it has got more severe. Somebody
    past a limit who wasn't warned of the same cause ("strain" of "strain.neck-flexed") before
    hears the tone of a warning first.
    """

    def __init__(self) -> None:
        self._heard: dict[str, tuple[Cue, float]] = {}
        self._warned_s: dict[str, float] = {}

    def choose(self, cues: Iterable[Cue], time_s: float) -> list[Cue]:
        """What of the cues is heard now: a count, and after it the most severe of the others."""
        free = [cue for cue in cues if self._free(cue, time_s)]
        counts = [cue for cue in free if cue.counts][-1:]
        others = sorted((cue for cue in free if not cue.counts), key=lambda cue: RANK[cue.tone])
        return [self._hear(cue, time_s) for cue in counts + others[-1:]]

    def _hear(self, chosen: Cue, time_s: float) -> Cue:
        """Note that it is heard; it comes back with the tone that it is heard with."""
        self._heard[chosen.key] = (chosen, time_s)
        if chosen.tone not in (Tone.NEAR, Tone.OVER):
            return chosen
        cause = chosen.key.partition(".")[0]
        warned = time_s - self._warned_s.get(cause, -math.inf) < REMEMBERED_S
        self._warned_s[cause] = time_s
        return chosen if warned else replace(chosen, tone=Tone.NEAR)

    def _free(self, cue: Cue, time_s: float) -> bool:
        if cue.key not in self._heard:
            return True
        before, heard_s = self._heard[cue.key]
        if RANK[cue.tone] > RANK[before.tone]:
            return True
        cooldown_s = COOLDOWN_S[before.tone]
        if cue.words != before.words and cue.tone is before.tone:
            cooldown_s = min(cooldown_s, ANEW_S)
        return time_s - heard_s >= cooldown_s
