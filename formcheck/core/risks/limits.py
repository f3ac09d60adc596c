"""Every limit, in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.core.risks.camera import CameraLimits
from formcheck.core.risks.cramp import CrampLimits
from formcheck.core.risks.pain import ReferralLimits
from formcheck.core.risks.soreness import SorenessLimits
from formcheck.core.risks.strain import StrainLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits by cause; each field carries its unit and its source."""

    strain: StrainLimits = field(default_factory=StrainLimits)
    cramp: CrampLimits = field(default_factory=CrampLimits)
    camera: CameraLimits = field(default_factory=CameraLimits)
    soreness: SorenessLimits = field(default_factory=SorenessLimits)
    referral: ReferralLimits = field(default_factory=ReferralLimits)
