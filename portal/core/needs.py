"""Support needs (tuen tarve, stödbehov): national code set 1.2.246.537.6.1282."""

from __future__ import annotations

from typing import Final

from portal.core.locales import Words

SUPPORT_NEED_OID: Final = "1.2.246.537.6.1282"

SUPPORT_NEEDS: Final[dict[str, Words]] = {
    code: Words({"fi": finnish, "sv": swedish})
    for code, finnish, swedish in (
        ("1", "Jokapäiväisestä elämästä selviytymiseen liittyvä tuen tarve", "Stödbehov för att klara sitt vardagsliv"),
        ("2", "Asumiseen liittyvä tuen tarve", "Stödbehov för boende"),
        ("3", "Taloudellisen tuen tarve", "Behov av ekonomiskt stöd"),
        (
            "4",
            "Osallisuuteen ja syrjäytymiseen liittyvä tuen tarve",
            "Stödbehov relaterat till delaktighet eller marginalisering",
        ),
        (
            "5",
            "Lähisuhde- ja perheväkivallasta tai kaltoinkohtelusta aiheutuva tuen tarve",
            "Stödbehov till följd av våld i nära relationer och inom familjen eller illabehandling",
        ),
        ("6", "Äkilliseen kriisitilanteeseen liittyvä tuen tarve", "Stödbehov relaterat till en akut krissituation"),
        (
            "7",
            "Lapsen tasapainoiseen kehitykseen ja hyvinvointiin liittyvä tuen tarve",
            "Stödbehov relaterat till en harmonisk utveckling och välbefinnande hos barn",
        ),
        ("8", "Päihteiden ongelmakäytöstä aiheutuva tuen tarve", "Stödbehov på grund av drogmissbruk"),
        (
            "9",
            "Mielenterveyden ongelmista aiheutuva tuen tarve",
            "Stödbehov på grund av problem med den psykiska hälsan",
        ),
        (
            "10",
            "Toimintakyvyn heikentymisestä aiheutuva tuen tarve",
            "Stödbehov på grund av nedsatt funktionsförmåga",
        ),
        ("11", "Omaisen tai läheisen tuen tarve", "Stödbehov hos en anhörig eller närstående"),
        ("99", "Muu tuen tarve", "Annat stödbehov"),
    )
}
