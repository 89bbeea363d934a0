"""Invented names, put together from lists of given and family names; no real person is meant.

Names of well-known people were left out when the lists were chosen.
"""

import unicodedata
from dataclasses import dataclass
from random import Random

from mentormatch.demo.picks import shuffled


@dataclass(frozen=True)
class NamePool:
    """Names that go together: given names of women and of men, and family names."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _pool(women: str, men: str, families: str) -> NamePool:
    return NamePool(*(tuple(part.strip() for part in names.split(",")) for names in (women, men, families)))


POOLS: dict[str, NamePool] = {
    "british": _pool(
        "Bethan, Harriet, Imogen, Joanne, Leanne, Morwenna, Nadine, Philippa, Rowena, Tamsin, Verity, Winifred",
        "Alistair, Callum, Desmond, Gareth, Howard, Julian, Kieran, Leighton, Malcolm, Nigel, Rupert, Stuart",
        "Croxton, Dunmore, Ellwood, Fairbrother, Garside, Hartnoll, Hebden, Kirkbride, Lythgoe, Marland, Oakes,"
        "Penhale, Sowerby, Tunnicliffe, Wetherby, Yardley",
    ),
    "dutch": _pool(
        "Annelies, Femke, Hanneke, Jantien, Lotte, Maaike, Marijke, Nienke, Roos, Saskia, Tessel, Wieke",
        "Bastiaan, Diederik, Evert, Gijs, Hidde, Jorrit, Koen, Maarten, Niek, Pepijn, Sjoerd, Wouter",
        "Bakhuis, Boekhout, De Graauw, Hoekzema, Kalsbeek, Mulderij, Oosterling, Rietberg, Schuurmans, Tuinstra,"
        "Van Aalst, Van der Zwaan, Wiersinga, Zonneveld",
    ),
    "polish": _pool(
        "Agnieszka, Beata, Dorota, Ewelina, Grażyna, Hanna, Iwona, Justyna, Katarzyna, Magda, Natalia, Urszula",
        "Bartosz, Dariusz, Filip, Grzegorz, Jacek, Kamil, Łukasz, Marek, Paweł, Radosław, Szymon, Wojciech",
        "Bielak, Chmura, Dudzik, Gołąb, Jagoda, Kubik, Lasota, Mroczek, Pietras, Rataj, Sobczak, Stasiak, Tkacz,"
        "Wrona, Zaręba",
    ),
    "portuguese": _pool(
        "Adriana, Benedita, Catarina, Filipa, Inês, Joana, Leonor, Madalena, Raquel, Sofia, Teresa, Vera",
        "Afonso, Bernardo, Duarte, Gonçalo, Henrique, João, Martim, Nuno, Rui, Simão, Tiago, Vasco",
        "Abrantes, Benevides, Caldeira, Espinheira, Fragoso, Godinho, Lacerda, Meireles, Noronha, Penedo,"
        "Quintela, Sarmento, Teles, Valadares, Vilhena",
    ),
    "indian": _pool(
        "Aditi, Anagha, Deepali, Gauri, Ishita, Kavita, Meenal, Pallavi, Revati, Shruti, Swati, Vaishali",
        "Abhijit, Chinmay, Devendra, Girish, Kedar, Mandar, Nikhil, Omkar, Prasad, Rohan, Sameer, Yashwant",
        "Bhide, Chitale, Devasthali, Gadgil, Joglekar, Kanetkar, Limaye, Nagarkar, Paranjape, Ranade, Sathe,"
        "Tambe, Vartak, Zope",
    ),
    "west african": _pool(
        "Abena, Adaeze, Chidinma, Efua, Folake, Ifeoma, Nkechi, Temitope, Yaa, Zainab",
        "Babatunde, Chukwudi, Ebo, Kojo, Kwabena, Obinna, Olumide, Segun, Tunde, Yaw",
        "Adomako, Afolayan, Boakye, Danquah, Ezeudu, Igwe, Mensah, Nwachukwu, Ofori, Oyelaran, Quaye, Tetteh",
    ),
    "turkish": _pool(
        "Aslı, Burcu, Derya, Elvan, Nilüfer, Özlem, Pınar, Selin, Tülay, Zeynep",
        "Barış, Cem, Emre, Kerem, Levent, Murat, Onur, Serkan, Tolga, Umut",
        "Akgün, Bozkurt, Çelebi, Ergün, Gürkan, Kavak, Özbay, Sancak, Tezcan, Uysal, Yalçınkaya",
    ),
    "arabic": _pool(
        "Amal, Dina, Farah, Hiba, Layla, Mariam, Nour, Rana, Salma, Yasmin",
        "Adel, Bassem, Fadi, Hassan, Karim, Nabil, Omar, Rami, Tarek, Ziad",
        "Barakat, Chahine, Dabbagh, El Ouazzani, Farhoud, Hamdoun, Kassab, Mezghani, Saliba, Tannous, Zogheib",
    ),
    "chinese and vietnamese": _pool(
        "Hui Min, Jiayi, Lan, Linh, Ngoc, Thuy, Xiaoyan, Yiting",
        "Duc, Haoran, Jian, Khanh, Quang, Tuan, Weimin, Zhiyuan",
        "Chau, Dinh, Fong, Giang, Lam, Luong, Mai, Shen, Tang, Truong, Yip",
    ),
    "german": _pool(
        "Anke, Birgit, Friederike, Gesine, Heike, Imke, Jutta, Katrin, Ulrike, Wiebke",
        "Burkhard, Detlef, Eike, Holger, Jannis, Lennart, Norbert, Rolf, Torsten, Volker",
        "Ahlers, Brandhorst, Clasen, Eggers, Feddersen, Grothe, Hinrichs, Kuhlmann, Lübbers, Rathje, Strothmann,"
        "Wiechmann",
    ),
    "french": _pool(
        "Aurélie, Bérénice, Capucine, Delphine, Élodie, Ghislaine, Maëlle, Noémie, Océane, Solène",
        "Aurélien, Baptiste, Corentin, Didier, Fabrice, Gaëtan, Loïc, Maxence, Thibault, Yannick",
        "Aubertin, Bonnefoy, Chastagnier, Delorme, Fauvel, Lacombe, Marchandeau, Pellerin, Quémener, Roussillon,"
        "Tournier, Vasseur",
    ),
    "spanish": _pool(
        "Almudena, Belén, Carmen, Inmaculada, Lucía, Marisol, Nuria, Pilar, Rocío, Ximena",
        "Álvaro, Borja, Esteban, Gonzalo, Iker, Joaquín, Rodrigo, Sebastián, Ulises, Xavier",
        "Arrieta, Barrenechea, Castellano, Echeverri, Goicoechea, Montalvo, Olmedo, Quiroga, Salcedo, Urrutia",
    ),
    "nordic": _pool(
        "Astrid, Dagny, Gunhild, Ingeborg, Kirsten, Liv, Maren, Ragnhild, Sigrid, Tove",
        "Anders, Bjarne, Eirik, Halvard, Jesper, Kjell, Mikkel, Rasmus, Sverre, Torbjørn",
        "Aasen, Bjerregaard, Dahlby, Engdal, Fossum, Grønvold, Kvamme, Lindvall, Nordahl, Ravnsborg, Solheim",
    ),
}

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "æ": "ae", "đ": "d"})


@dataclass(frozen=True)
class FullName:
    """A given and a family name; either may be of two words."""

    given: str
    family: str

    def __str__(self) -> str:
        return f"{self.given} {self.family}"

    def address(self, domain: str) -> str:
        """The email address a company would give: first.last in plain letters."""
        return f"{_plain(self.given)}.{_plain(self.family)}@{domain}"


class NameBook:
    """Gives out names, each only once; within a pool given and family names repeat as late as possible."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._waiting: dict[tuple[str, bool], list[FullName]] = {}

    def next(self, pool: str, *, woman: bool) -> FullName:
        """An unused name of that pool.

        Raises: LookupError when every combination is taken.
        """
        key = (pool, woman)
        if key not in self._waiting:
            self._waiting[key] = self._combinations(POOLS[pool], woman=woman)
        if not self._waiting[key]:
            raise LookupError(f"The {pool} names are used up; add some to POOLS.")
        return self._waiting[key].pop()

    def _combinations(self, pool: NamePool, *, woman: bool) -> list[FullName]:
        given = shuffled(self._rng, pool.women if woman else pool.men)
        families = shuffled(self._rng, pool.families)
        laps = [
            FullName(given[step], families[(step + lap) % len(families)])
            for lap in range(len(families))
            for step in range(len(given))
        ]
        return laps[::-1]


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return folded.lower().replace(" ", "").replace("-", "")
