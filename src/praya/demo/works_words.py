"""Hold the words that the demo's works are named with: "the A of B" in nine languages and scripts.

A line has English, Traditional Chinese, Simplified Chinese, Japanese, Korean, Arabic, Thai, French and Portuguese; the second
table has its words as they follow "of" in Latin languages.
"""

from __future__ import annotations

LANGUAGES = ("en", "zh-Hant", "zh-Hans", "ja", "ko", "ar", "th", "fr", "pt")

HEADS = """
Lantern|燈籠|灯笼|灯籠|등불|فانوس|โคมไฟ|La lanterne|A lanterna
Letter|書信|书信|手紙|편지|رسالة|จดหมาย|La lettre|A carta
Daughter|女兒|女儿|娘|딸|ابنة|ลูกสาว|La fille|A filha
Keeper|守望者|守望者|番人|파수꾼|حارس|ผู้เฝ้า|Le gardien|O guardião
Song|歌聲|歌声|歌|노래|أغنية|บทเพลง|Le chant|A canção
Shadow|影子|影子|影|그림자|ظل|เงา|L’ombre|A sombra
Bridge|橋|桥|橋|다리|جسر|สะพาน|Le pont|A ponte
Ferry|渡輪|渡轮|渡し船|나룻배|عبّارة|เรือข้ามฟาก|Le bac|O barco
Garden|花園|花园|庭|정원|حديقة|สวน|Le jardin|O jardim
Map|地圖|地图|地図|지도|خريطة|แผนที่|La carte|O mapa
Thief|盜賊|盗贼|盗人|도둑|لص|โจร|Le voleur|O ladrão
Doctor|醫生|医生|医者|의사|طبيب|หมอ|Le médecin|O médico
Night|夜|夜|夜|밤|ليلة|ค่ำคืน|La nuit|A noite
Dream|夢|梦|夢|꿈|حلم|ความฝัน|Le rêve|O sonho
Road|路|路|道|길|طريق|ถนน|La route|A estrada
Secret|秘密|秘密|秘密|비밀|سر|ความลับ|Le secret|O segredo
Clock|鐘|钟|時計|시계|ساعة|นาฬิกา|L’horloge|O relógio
Witness|證人|证人|証人|증인|شاهد|พยาน|Le témoin|A testemunha
Promise|諾言|诺言|約束|약속|وعد|คำสัญญา|La promesse|A promessa
Return|歸來|归来|帰還|귀환|عودة|การกลับมา|Le retour|O regresso
Kitchen|廚房|厨房|台所|부엌|مطبخ|ครัว|La cuisine|A cozinha
Dancer|舞者|舞者|踊り子|무용수|راقصة|นักเต้น|La danseuse|A bailarina
Orchestra|樂團|乐团|楽団|악단|أوركسترا|วงดนตรี|L’orchestre|A orquestra
House|大屋|大屋|家|집|بيت|บ้าน|La maison|A casa
"""

PLACES = """
the Harbour|海港|海港|港|항구|الميناء|ท่าเรือ|du port|do porto
the Rain|雨|雨|雨|비|المطر|สายฝน|de la pluie|da chuva
the Mountain|高山|高山|山|산|الجبل|ภูเขา|de la montagne|da montanha
the River|河|河|川|강|النهر|แม่น้ำ|de la rivière|do rio
the Island|島嶼|岛屿|島|섬|الجزيرة|เกาะ|de l’île|da ilha
the Moon|月亮|月亮|月|달|القمر|พระจันทร์|de la lune|da lua
the Market|市集|市集|市場|시장|السوق|ตลาด|du marché|do mercado
the Emperor|皇帝|皇帝|皇帝|황제|الإمبراطور|จักรพรรดิ|de l’empereur|do imperador
the Winter|冬天|冬天|冬|겨울|الشتاء|ฤดูหนาว|de l’hiver|do inverno
the Desert|沙漠|沙漠|砂漠|사막|الصحراء|ทะเลทราย|du désert|do deserto
the Old Town|老城|老城|旧市街|구시가지|المدينة القديمة|เมืองเก่า|de la vieille ville|da cidade velha
the Sea|大海|大海|海|바다|البحر|ท้องทะเล|de la mer|do mar
the Temple|古廟|古庙|寺|사원|المعبد|วัด|du temple|do templo
the Railway|鐵路|铁路|鉄道|철도|السكة الحديدية|ทางรถไฟ|du chemin de fer|do caminho de ferro
the Stars|星辰|星辰|星々|별|النجوم|ดวงดาว|des étoiles|das estrelas
the Typhoon|颱風|台风|台風|태풍|الإعصار|พายุไต้ฝุ่น|du typhon|do tufão
the Lighthouse|燈塔|灯塔|灯台|등대|المنارة|ประภาคาร|du phare|do farol
the Forest|森林|森林|森|숲|الغابة|ป่า|de la forêt|da floresta
the Bamboo|竹林|竹林|竹林|대나무 숲|الخيزران|ป่าไผ่|des bambous|do bambu
the Dawn|黎明|黎明|夜明け|새벽|الفجر|รุ่งอรุณ|de l’aube|da aurora
the Border|邊境|边境|国境|국경|الحدود|ชายแดน|de la frontière|da fronteira
the Theatre|戲院|戏院|劇場|극장|المسرح|โรงละคร|du théâtre|do teatro
the Tea House|茶館|茶馆|茶屋|찻집|المقهى|โรงน้ำชา|du salon de thé|da casa de chá
the Ninth Floor|九樓|九楼|九階|구층|الطابق التاسع|ชั้นเก้า|du neuvième étage|do nono andar
"""

# How head and place make a name; the rest of the world is named in English.
PATTERNS = {
    "en": "The {head} of {place}",
    "zh-Hant": "{place}的{head}",
    "zh-Hans": "{place}的{head}",
    "ja": "{place}の{head}",
    "ko": "{place}의 {head}",
    "ar": "{head} {place}",
    "th": "{head}แห่ง{place}",
    "fr": "{head} {place}",
    "pt": "{head} {place}",
}

# By genre: what happens, in English and Traditional Chinese.
LOGLINES = {
    "action": ("A retired stuntwoman has one night to get a witness across the city.", "退役女替身只有一夜，要把證人送到城市另一端。"),
    "adventure": ("Three cousins follow a hand-drawn chart to an island that no map shows.", "表兄妹三人按一張手繪海圖，尋找地圖上不存在的島。"),
    "comedy": ("A wedding planner books the same hall for two families who do not speak.", "婚禮策劃師把同一個禮堂租給兩個互不往來的家庭。"),
    "crime": ("An accountant finds her own signature in the books of a drowned man.", "會計師在溺斃者的帳簿裏發現自己的簽名。"),
    "drama": ("When the last ferry is cancelled, four strangers must share a kitchen and a secret.", "末班船停航，四個陌生人被迫共用一個廚房，共守一個秘密。"),
    "fantasy": ("A clockmaker’s apprentice mends a watch that returns its wearer to one lost hour.", "鐘錶學徒修好一隻舊錶，能讓人回到失去的一小時。"),
    "history": ("A woman general defends a river town that history has left out.", "女將軍守衛一座被史書遺漏的江城。"),
    "horror": ("The tenants of a demolished block still hear their upstairs neighbours.", "大廈拆卸之後，住客仍聽見樓上鄰居的腳步聲。"),
    "martial_arts": ("The daughter of a fencing master enters a contest under her dead brother’s name.", "劍術宗師之女以亡兄之名赴擂台。"),
    "mystery": ("A projectionist finds a reel of tomorrow’s news.", "放映員發現一卷膠片，拍的竟是明天的新聞。"),
    "romance": ("Two interpreters fall in love through other people’s sentences.", "兩名傳譯員在別人的話語裏相愛。"),
    "science_fiction": ("A tide engineer in 2090 receives a request for help from the city under water.", "2090年，潮汐工程師收到水下城市的求救。"),
    "social": ("Delivery riders of one district start a union on a map application.", "一區外賣員在地圖程式上組成工會。"),
    "spy": ("A cabaret singer of the 1930s carries two passports and one loyalty.", "三十年代歌女手持兩本護照，心中只有一份忠誠。"),
    "thriller": ("A night nurse recognises the voice of the man who says he has lost his memory.", "夜班護士認出失憶病人的聲音。"),
    "family": ("A grandmother and a robot compete for the family recipe.", "外婆與機械人爭奪家傳食譜。"),
}  # fmt: skip  # one logline a line, in both languages


def table(text: str) -> tuple[dict[str, str], ...]:
    """Return the lines of a table as maps from language tag to word."""
    return tuple(dict(zip(LANGUAGES, line.split("|"), strict=True)) for line in text.strip().splitlines())


def named(head: dict[str, str], place: dict[str, str]) -> dict[str, str]:
    """Return the name of a work in every language.

    >>> named(table(HEADS)[0], table(PLACES)[0])["zh-Hant"], named(table(HEADS)[0], table(PLACES)[0])["pt"]
    ('海港的燈籠', 'A lanterna do porto')
    """
    return {tag: pattern.format(head=head[tag], place=place[tag]) for tag, pattern in PATTERNS.items()}
