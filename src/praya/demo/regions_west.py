"""List name parts of Europe, the Americas, Africa and the Middle East."""

from __future__ import annotations

from praya.demo.regions import Region

UNITED_STATES = Region(
    "US",
    "en",
    "America/New_York",
    130,
    "Abernathy, Brooks, Castellano, Delgado, Ellison, Freeman, Garrity, Hollis, Ibarra, Jefferson, Kowalczyk, "
    "Lindqvist, Mercer, "
    "Nakagawa, Okafor, Prescott, Quintero, Rosenthal, Sutherland, Whitaker",
    "Alice, Benjamin, Carmen, Darnell, Erin, Frank, Grace, Hector, Imani, Jonah, Kayla, Leonard, Monica, Nathan, "
    "Olivia, Peter, "
    "Rachel, Samuel, Tasha, Victor",
    "Mulberry Canyon, Third Rail, Paper Comet, Salt Pier, Slow Lightning, Velvet Mesa, Lost Reel, Copper Arroyo, "
    "Ninth Ward, Red Pelican, "
    "Quiet Engine, Long Shadow, Desert Piano, Juniper Lot",
    "Pictures, Films, Entertainment, Media, Releasing, Studios",
)
CANADA = Region(
    "CA",
    "fr-CA",
    "America/Toronto",
    24,
    "Tremblay, Gagnon, MacLeod, Bouchard, Singh, Fournier, Campbell, Nguyen",
    "Élodie, Liam, Geneviève, Noah, Maude, Owen, Camille, Ethan",
    "Boréale, Rivière Rouge, Maple Hollow, Nord Ouest, Loon Lake, Érable",
    "Films, Pictures, Productions, Distribution",
)
UNITED_KINGDOM = Region(
    "GB",
    "en",
    "Europe/London",
    50,
    "Ashworth, Blackwood, Carrington, Davies, Fairbairn, Griffiths, Hargreaves, Khan, Llewellyn, MacDonald, Okonkwo, Pemberton",
    "Amelia, Callum, Daisy, Ewan, Freya, George, Harriet, Isaac, Jasmine, Rhys, Siân, Tariq",
    "Foxglove Lane, Tidal Clock, Grey Heron, Kestrel Row, Marsh Lantern, Old Ferry, Thistle and Crow, Quarry Bank, Saltmarsh",
    "Films, Pictures, Productions, Media, Distribution",
)
FRANCE = Region(
    "FR",
    "fr",
    "Europe/Paris",
    60,
    "Dubois, Lefèvre, Moreau, Garnier, Rousselle, Chevalier, Bénard, Marchand, Delacourt, Guérin, Fontanel, Besançon",
    "Amélie, Baptiste, Chloé, Étienne, Françoise, Gaël, Hélène, Jérôme, Léa, Noémie, Quentin, Zoé",
    "Lune Basse, Rive Nord, Petit Matin, Chat Perché, La Verrière, Quai des Ombres, Mistral Noir, Les Oubliées, Pomme Bleue",
    "Films, Productions, Distribution, Images, Pictures",
)
GERMANY = Region(
    "DE",
    "de",
    "Europe/Berlin",
    46,
    "Müller, Schäfer, Krüger, Weiß, Vogel, Brandt, Lindner, Köhler, Jäger, Hoffmann, Yılmaz, Bergmann",
    "Anneliese, Björn, Claudia, Dieter, Frauke, Jürgen, Käthe, Lukas, Mareike, Sönke, Ulrike, Wolfgang",
    "Nachtfalter, Hafenkran, Silberwald, Roter Kiosk, Spreeufer, Zugvogel, Elfter Stock, Blaue Stunde",
    "Film, Filmverleih, Medien, Produktion",
)
SPAIN = Region(
    "ES",
    "es",
    "Europe/Madrid",
    34,
    "García, Fernández, Ibáñez, Muñoz, Ortega, Peñalver, Quesada, Romero, Sáez, Urrutia",
    "Álvaro, Beatriz, Concha, Íñigo, Jimena, Lucía, Nuria, Óscar, Pilar, Rubén",
    "Luz de Invierno, Cuarto Menguante, La Golondrina, Tercer Patio, Mar Abierta, Azotea",
    "Films, Producciones, Distribución, Cine",
)
PORTUGAL = Region(
    "PT",
    "pt",
    "Europe/Lisbon",
    26,
    "Almeida, Carvalho, Gonçalves, Magalhães, Nóbrega, Pinhão, Rocha, Simões",
    "António, Beatriz, Conceição, Duarte, Inês, João, Leonor, Tomás",
    "Maré Alta, Eléctrico Vinte, Andorinha, Sal e Pedra, Janela Verde",
    "Filmes, Produções, Distribuição, Imagens",
)
BRAZIL = Region(
    "BR",
    "pt-BR",
    "America/Sao_Paulo",
    30,
    "Araújo, Barbosa, Cavalcanti, Figueiredo, Guimarães, Meireles, Nascimento, Souza",
    "Aline, Bruno, Caetana, Davi, Flávia, Iago, Luísa, Murilo, Thaís, Vinícius",
    "Jacarandá, Onça Pintada, Maracatu, Beira Rio, Lua Cheia, Pipa",
    "Filmes, Audiovisual, Produções, Cinema",
)
MEXICO = Region(
    "MX",
    "es-MX",
    "America/Mexico_City",
    22,
    "Cárdenas, Domínguez, Escárcega, Guzmán, Montaño, Villaseñor, Xicoténcatl, Zepeda",
    "Adriana, Emiliano, Fernanda, Joaquín, Itzel, Mateo, Renata, Santiago",
    "Colibrí, Nopal Azul, Papel Picado, Tercera Luna, Obsidiana",
    "Cine, Films, Producciones, Entretenimiento",
)
ITALY = Region(
    "IT",
    "it",
    "Europe/Rome",
    34,
    "Bellandi, Caruso, D'Angelo, Ferretti, Locatelli, Montanari, Ricci, Zanetti",
    "Alessia, Bruno, Chiara, Davide, Federica, Giuseppe, Niccolò, Ornella",
    "Vento d'Est, Luna Storta, Il Faro, Terzo Binario, Piazza Piccola, Sale Blu",
    "Film, Cinematografica, Distribuzione, Produzioni",
)
POLAND = Region(
    "PL",
    "pl",
    "Europe/Warsaw",
    20,
    "Nowak, Wójcik, Gąsior, Łukasik, Kaczmarek, Woźniak, Śliwa, Żuraw",
    "Agnieszka, Bartłomiej, Grażyna, Krzysztof, Małgorzata, Paweł, Zofia, Łucja",
    "Żółty Tramwaj, Biała Wieża, Cichy Las, Sowa, Jutrzenka",
    "Film, Studio, Dystrybucja, Obraz",
)
CZECHIA = Region(
    "CZ",
    "cs",
    "Europe/Prague",
    14,
    "Kočí, Krejčí, Jirů, Martinů, Petrů, Šerých",
    "Eliška, Jiří, Kateřina, Ondřej, Tereza, Vojtěch",
    "Modrá Kočka, Stará Věž, Vltavín, Ledňáček",
    "Film, Studio, Animace",
)
SWEDEN = Region(
    "SE",
    "sv",
    "Europe/Stockholm",
    16,
    "Åkerlund, Bergström, Ekdahl, Hägglund, Lindström, Öberg",
    "Anders, Elsa, Göran, Linnéa, Märta, Pär",
    "Norrsken, Björkdungen, Skärgård, Blåbär, Vinterljus",
    "Film, Bild, Produktion",
)
TURKEY = Region(
    "TR",
    "tr",
    "Europe/Istanbul",
    22,
    "Yılmaz, Çelik, Öztürk, Şahin, Aydın, Güneş, Kılıç, Doğan",
    "Ayşe, Barış, Çağla, Deniz, Işıl, Gökhan, Şebnem, Umut",
    "Martı, Kuzey Rüzgârı, Eski Liman, Çınaraltı, Gece Vapuru",
    "Film, Yapım, Medya, Dağıtım",
)
GREECE = Region(
    "GR",
    "el",
    "Europe/Athens",
    16,
    "Αντωνίου=Antoniou, Γεωργίου=Georgiou, Οικονόμου=Oikonomou, Νικολάου=Nikolaou, Βασιλείου=Vasileiou, Ιωάννου=Ioannou",
    "Ελένη=Eleni, Νίκος=Nikos, Μαρία=Maria, Γιώργος=Giorgos, Κατερίνα=Katerina, Δημήτρης=Dimitris",
    "Γλάρος=Glaros, Λευκός Φάρος=White Lighthouse, Ελιά=Elia, Μελτέμι=Meltemi",
    "Ταινίες=Films, Παραγωγές=Productions, Μέσα=Media",
)
UKRAINE = Region(
    "UA",
    "uk",
    "Europe/Kyiv",
    16,
    "Шевченко=Shevchenko, Коваленко=Kovalenko, Бондаренко=Bondarenko, Ткачук=Tkachuk, Мельник=Melnyk, Ґалаґан=Galagan",
    "Оксана=Oksana, Тарас=Taras, Леся=Lesia, Богдан=Bohdan, Соломія=Solomiia, Андрій=Andrii",
    "Калина=Kalyna, Синій Степ=Blue Steppe, Лелека=Leleka, Джерело=Dzherelo",
    "Фільм=Film, Кіно=Kino, Медіа=Media",
)
KAZAKHSTAN = Region(
    "KZ",
    "ru",
    "Asia/Almaty",
    12,
    "Сейткали=Seitkali, Жумабай=Zhumabai, Нурлан=Nurlan, Болат=Bolat, Шевчук=Shevchuk, Ким=Kim",
    "Айгуль=Aigul, Тимур=Timur, Динара=Dinara, Сергей=Sergei, Жанна=Zhanna, Руслан=Ruslan",
    "Белый Барс=White Leopard, Степной Ветер=Steppe Wind, Яблоко=Yabloko, Караван=Karavan",
    "Фильм=Film, Кино=Kino, Студия=Studio",
)
GEORGIA = Region(
    "GE",
    "ka",
    "Asia/Tbilisi",
    10,
    "ბერიძე=Beridze, კაპანაძე=Kapanadze, გელაშვილი=Gelashvili, მაისურაძე=Maisuradze",
    "ნინო=Nino, გიორგი=Giorgi, თამარ=Tamar, ლევან=Levan",
    "ვაზი=Vine, თეთრი კოშკი=White Tower, მთვარე=Mtvare",
    "ფილმი=Film, სტუდია=Studio",
)
ISRAEL = Region(
    "IL",
    "he",
    "Asia/Jerusalem",
    16,
    "כהן=Cohen, לוי=Levi, מזרחי=Mizrahi, אברהמי=Avrahami, שפירא=Shapira, גולן=Golan",
    "נועה=Noa, איתי=Itai, תמר=Tamar, יואב=Yoav, שירה=Shira, עומר=Omer",
    "חסידה=Stork, אור ירוק=Green Light, מגדלור=Migdalor, רוח דרומית=South Wind",
    "סרטים=Films, הפקות=Productions, מדיה=Media",
)
EMIRATES = Region(
    "AE",
    "ar",
    "Asia/Dubai",
    24,
    "المنصوري=Al Mansoori, الهاشمي=Al Hashimi, النعيمي=Al Nuaimi, الشامسي=Al Shamsi, المزروعي=Al Mazrouei, الكعبي=Al Kaabi",
    "فاطمة=Fatima, خالد=Khalid, مريم=Mariam, سلطان=Sultan, نورة=Noura, راشد=Rashid",
    "اللؤلؤ=Pearl Diver, القمر=Qamar, الواحة=Oasis Road, الصقر=Saqr",
    "للأفلام=Films, للإنتاج=Productions, للإعلام=Media",
)
EGYPT = Region(
    "EG",
    "ar",
    "Africa/Cairo",
    18,
    "حسن=Hassan, إبراهيم=Ibrahim, عبد الله=Abdallah, منصور=Mansour, فوزي=Fawzi, سليم=Selim",
    "أحمد=Ahmed, ليلى=Laila, يوسف=Youssef, سلمى=Salma, كريم=Karim, هند=Hind",
    "النيل=Nile Bend, الفانوس=Lantern Court, الياسمين=Jasmine, الهدهد=Hoopoe",
    "للأفلام=Films, للسينما=Cinema, للتوزيع=Distribution",
)
IRAN = Region(
    "IR",
    "fa",
    "Asia/Tehran",
    14,
    "رضایی=Rezaei, کریمی=Karimi, موسوی=Mousavi, جعفری=Jafari, احمدی=Ahmadi, شیرازی=Shirazi",
    "نگار=Negar, آرش=Arash, پریسا=Parisa, بهرام=Bahram, شیرین=Shirin, کاوه=Kaveh",
    "سپیدار=Sepidar, کاشی آبی=Blue Tile, باران=Baran, چنار=Chenar",
    "فیلم=Film, سینما=Cinema, پخش=Distribution",
)
NIGERIA = Region(
    "NG",
    "yo",
    "Africa/Lagos",
    24,
    "Adébáyọ̀, Okonjo, Nwosu, Balógun, Ọládipọ̀, Eze, Danladi, Akíntọ́lá",
    "Adéọlá, Chinwe, Femi, Ngozi, Túndé, Zainab, Ifeanyi, Yétúndé",
    "Lagoon Road, Palm Kernel, Talking Drum, Harmattan, Iroko Gate",
    "Pictures, Films, Studios, Entertainment",
)
KENYA = Region(
    "KE",
    "sw",
    "Africa/Nairobi",
    10,
    "Wanjiru, Otieno, Kamau, Achieng, Mutua, Kiprono",
    "Amina, Brian, Faith, Juma, Njeri, Zawadi",
    "Jacaranda Hill, Mbuyu, Savanna Rain, Matatu",
    "Films, Pictures, Media",
)
AUSTRALIA = Region(
    "AU",
    "en",
    "Australia/Sydney",
    26,
    "Barlow, Callaghan, Donnelly, Fraser, Harrigan, Nguyen, Papas, Whitlock",
    "Bronte, Darcy, Indigo, Kirra, Lachlan, Matilda, Jarrah, Zara",
    "Banksia Road, Night Wattle, Tin Shed, Bluebottle, Galah, Long Paddock",
    "Films, Pictures, Entertainment, Media",
)

WEST = (
    UNITED_STATES,
    CANADA,
    UNITED_KINGDOM,
    FRANCE,
    GERMANY,
    SPAIN,
    PORTUGAL,
    BRAZIL,
    MEXICO,
    ITALY,
    POLAND,
    CZECHIA,
    SWEDEN,
    TURKEY,
    GREECE,
    UKRAINE,
    KAZAKHSTAN,
    GEORGIA,
    ISRAEL,
    EMIRATES,
    EGYPT,
    IRAN,
    NIGERIA,
    KENYA,
    AUSTRALIA,
)
