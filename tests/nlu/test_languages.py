"""Languages told apart by their smallest words."""

from __future__ import annotations

import pytest

from nlu.languages import other_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Est-ce que mes heures à temps partiel comptent ?", "fr"),
        ("combien ça coûte la résidence permanente", "fr"),
        ("j'ai travaillé comme serveur à Moncton", "fr"),
        ("¿Puedo solicitar desde México?", "es"),
        ("trabajo aqui desde hace un año, puedo aplicar", "es"),
        ("quanto tempo demora o processo para mim", "pt"),
        ("wie viele Stunden brauche ich für die Aufenthaltserlaubnis", "de"),
        ("mujhe kitna wait karna hai", "hi"),
        ("tusi dasso mainu ki karna chahida", "pa"),
        ("pwede po ba akong mag work habang naghihintay", "tl"),
        ("我可以申请吗", "zh"),
        ("申請できますか", "ja"),
        ("신청할 수 있나요", "ko"),
        ("сколько стоит заявление", "ru"),
        ("скільки це коштує, чи є ліміт", "uk"),
        ("هل يمكنني التقديم", "ar"),
        ("ਕੀ ਮੈਂ ਅਪਲਾਈ ਕਰ ਸਕਦਾ ਹਾਂ", "pa"),
        ("क्या मैं आवेदन कर सकता हूँ", "hi"),
    ],
)
def test_other_languages(text: str, code: str) -> None:
    assert other_language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "40",
        "celpip 7 7 7 7",
        "IELTS L 8 R 7.5 W 7 S 7",
        "March 2024",
        "Québec",
        "José, cook in Trois-Rivières",
        "my résumé says chef de partie",
        "do I need TEF Canada or TCF to get points for français",
        "I don't know",
        "yes",
        "no",
        "pls tell me can i apply",
        "i am from Côte d'Ivoire and work in Montréal, does it count",
        "what is the date de naissance field for",
    ],
)
def test_english_and_names_are_left_alone(text: str) -> None:
    assert other_language(text) is None
