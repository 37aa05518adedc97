"""List name parts of East, South-East and South Asia."""

from __future__ import annotations

from praya.demo.regions import Region

HONG_KONG = Region(
    "HK",
    "zh-Hant",
    "Asia/Hong_Kong",
    190,
    "陳=Chan, 黃=Wong, 李=Lee, 林=Lam, 張=Cheung, 梁=Leung, 何=Ho, 劉=Lau, 吳=Ng, 鄭=Cheng, 謝=Tse, 蔡=Choi, 馬=Ma, "
    "許=Hui, 周=Chow, 徐=Tsui, 羅=Law, 葉=Yip, 蘇=So, 余=Yu",
    "嘉=Ka, 文=Man, 慧=Wai, 明=Ming, 志=Chi, 詩=Sze, 琪=Ki, 偉=Wai, 麗=Lai, 國=Kwok, 華=Wah, 俊=Chun, 穎=Wing, 浩=Ho, "
    "欣=Yan, 雅=Nga, 子=Tsz, 樂=Lok, 曉=Hiu, 彤=Tung, 峰=Fung, 婷=Ting",
    "晨汐=Morning Tide, 雲帆=Cloudsail, 松風=Pinewind, 藍燈=Blue Lantern, 半山=Midlevels, 渡輪=Star Crossing, "
    "石板=Granite Street, 紅棉=Kapok, 電車=Tramline, 龍眼=Longan, 霓虹=Neon Alley, 漁火=Fisherlight, 鹽田=Saltpan, "
    "舊樓=Tong Lau, 海堤=Seawall, 竹棚=Bamboo Stage",
    "影業=Pictures, 電影=Films, 傳媒=Media, 發行=Distribution, 動畫=Animation, 娛樂=Entertainment, 製作=Productions",
    is_family_first=True,
    given_joint="-",
)
MAINLAND = Region(
    "CN",
    "zh-Hans",
    "Asia/Shanghai",
    150,
    "陈=Chen, 黄=Huang, 李=Li, 林=Lin, 张=Zhang, 梁=Liang, 何=He, 刘=Liu, 吴=Wu, 郑=Zheng, 谢=Xie, 蔡=Cai, 马=Ma, 许=Xu, "
    "周=Zhou, 罗=Luo, 叶=Ye, 苏=Su, 王=Wang, 赵=Zhao, 孙=Sun, 杨=Yang",
    "嘉=jia, 文=wen, 慧=hui, 明=ming, 志=zhi, 诗=shi, 琪=qi, 伟=wei, 丽=li, 国=guo, 华=hua, 俊=jun, 颖=ying, 浩=hao, 欣=xin, "
    "雅=ya, 子=zi, 晓=xiao, 彤=tong, 峰=feng, 婷=ting",
    "云帆=Cloudsail, 松风=Pinewind, 白塔=White Pagoda, 长巷=Long Lane, 青瓦=Grey Tile, 北雁=Northern Goose, "
    "稻田=Ricefield, 石桥=Stone Bridge, 春雷=Spring Thunder, 雪线=Snowline, 驼铃=Camel Bell, 竹海=Bamboo Sea",
    "影业=Pictures, 电影=Films, 传媒=Media, 发行=Distribution, 动画=Animation, 文化=Culture",
    is_family_first=True,
    given_joint="",
    cities="北京=Beijing, 上海=Shanghai, 广州=Guangzhou, 深圳=Shenzhen, 成都=Chengdu, 杭州=Hangzhou, 西安=Xi'an, 厦门=Xiamen",
)
TAIWAN = Region(
    "TW",
    "zh-Hant",
    "Asia/Taipei",
    50,
    "陳=Chen, 林=Lin, 黃=Huang, 張=Chang, 李=Li, 王=Wang, 吳=Wu, 劉=Liu, 蔡=Tsai, 楊=Yang, 許=Hsu, 鄭=Cheng, 謝=Hsieh, 郭=Kuo",
    "怡=Yi, 君=Chun, 志=Chih, 豪=Hao, 雅=Ya, 婷=Ting, 俊=Chun, 宏=Hung, 淑=Shu, 芬=Fen, 家=Chia, 瑋=Wei, 佩=Pei, 珊=Shan",
    "山豬=Wild Boar, 茶路=Tea Road, 老街=Old Street, 風箏=Kite, 鐵道=Railside, 候鳥=Migrant Bird, 南灣=South Bay, "
    "藍鵲=Blue Magpie",
    "影像=Images, 電影=Films, 製作=Productions, 國際=International, 動畫=Animation",
    is_family_first=True,
    given_joint="-",
)
MACAU = Region(
    "MO",
    "zh-Hant",
    "Asia/Macau",
    30,
    "陳=Chan, 梁=Leong, 黃=Wong, 何=Ho, 李=Lei, 林=Lam, 吳=Ng, 鄭=Cheang, 馮=Fong, 歐=Ao",
    "嘉=Ka, 文=Man, 慧=Wai, 志=Chi, 詩=Si, 麗=Lai, 華=Wa, 俊=Chon, 欣=Ian, 子=Chi, 健=Kin, 玲=Leng",
    "蓮葉=Lotus Leaf, 燈塔=Guia Light, 內港=Inner Harbour, 花磚=Azulejo, 爐石=Camões Stone, 望洋=Seaview Hill",
    "影視=Film and Television, 電影=Films, 文創=Creative, 製作=Productions",
    is_family_first=True,
    given_joint=" ",
)
JAPAN = Region(
    "JP",
    "ja",
    "Asia/Tokyo",
    80,
    "佐藤=Sato, 鈴木=Suzuki, 高橋=Takahashi, 田中=Tanaka, 渡辺=Watanabe, 伊藤=Ito, "
    "山本=Yamamoto, 中村=Nakamura, 小林=Kobayashi, 加藤=Kato, 吉田=Yoshida, 松本=Matsumoto, 清水=Shimizu, 森=Mori",
    "美咲=Misaki, 翔太=Shota, 陽菜=Hina, 健太=Kenta, 直子=Naoko, 誠=Makoto, 由美=Yumi, 大輔=Daisuke, 結衣=Yui, 拓也=Takuya, "
    "千尋=Chihiro, 隆=Takashi, さくら=Sakura, 恵=Megumi",
    "つばめ=Tsubame, 夜汽車=Night Train, 水無月=Minazuki, 灯台=Lighthouse, 青葉=Aoba, 風鈴=Windbell, "
    "紙船=Paper Boat, 月見=Moonviewing, 雪国堂=Yukiguni, 猫町=Cat Town",
    "映画=Films, フィルム=Film Works, アニメーション=Animation, 配給=Distribution, 映像=Pictures",
    is_family_first=True,
)
KOREA = Region(
    "KR",
    "ko",
    "Asia/Seoul",
    70,
    "김=Kim, 이=Lee, 박=Park, 최=Choi, 정=Jung, 강=Kang, 조=Cho, 윤=Yoon, 장=Jang, 임=Lim, 한=Han, 오=Oh, 서=Seo, 신=Shin",
    "민준=Min-jun, 서연=Seo-yeon, 지훈=Ji-hoon, 하은=Ha-eun, 도윤=Do-yun, 수빈=Su-bin, 예진=Ye-jin, 현우=Hyun-woo, "
    "지민=Ji-min, 은지=Eun-ji, 성호=Sung-ho, 유나=Yu-na, 태현=Tae-hyun, 소영=So-young",
    "달빛=Moonbeam, 푸른별=Blue Star, 한옥=Hanok, 솔바람=Pine Breeze, 새벽길=Dawn Road, 은하수=Galaxy River, "
    "감나무=Persimmon, 골목=Alley, 두루미=Crane, 돌담=Stone Wall",
    "필름=Film, 픽쳐스=Pictures, 미디어=Media, 엔터테인먼트=Entertainment, 스튜디오=Studio",
    is_family_first=True,
)
THAILAND = Region(
    "TH",
    "th",
    "Asia/Bangkok",
    28,
    "ศรีสุข=Srisuk, ทองดี=Thongdee, แสงจันทร์=Saengchan, วงศ์ไทย=Wongthai, บุญมา=Boonma, ใจดี=Jaidee, พรหมมา=Promma, สายทอง=Saithong",
    "สมชาย=Somchai, มาลี=Malee, อนันต์=Anan, นภา=Napa, กิตติ=Kitti, พิมพ์=Pim, ธนา=Thana, ดวงใจ=Duangjai, ประเสริฐ=Prasert, รัตนา=Rattana",
    "ช้างน้อย=Little Elephant, ดอกบัว=Lotus Pond, ฟ้าใส=Clear Sky, เจ้าพระยา=River King, หิ่งห้อย=Firefly, เรือยาว=Long Boat",
    "ฟิล์ม=Film, พิคเจอร์ส=Pictures, มีเดีย=Media, สตูดิโอ=Studio",
)
VIETNAM = Region(
    "VN",
    "vi",
    "Asia/Ho_Chi_Minh",
    24,
    "Nguyễn, Trần, Lê, Phạm, Hoàng, Phan, Vũ, Đặng, Bùi, Đỗ",
    "Minh Anh, Quốc Bảo, Thu Hà, Hữu Nghĩa, Ngọc Lan, Đức Long, Thanh Mai, Hoài Nam, Bích Phượng, Anh Tuấn",
    "Sông Xanh, Đèn Lồng, Cánh Diều, Phố Cổ, Mưa Hạ, Hoa Gạo",
    "Phim, Pictures, Media, Studio",
    is_family_first=True,
)
INDIA = Region(
    "IN",
    "hi",
    "Asia/Kolkata",
    50,
    "शर्मा=Sharma, वर्मा=Verma, गुप्ता=Gupta, जोशी=Joshi, मिश्रा=Mishra, पटेल=Patel, सिंह=Singh, देसाई=Desai, "
    "कुलकर्णी=Kulkarni, मेहता=Mehta",
    "अनन्या=Ananya, अर्जुन=Arjun, दीपिका=Deepika, करण=Karan, मीरा=Meera, नेहा=Neha, राहुल=Rahul, रोहन=Rohan, संजय=Sanjay, "
    "प्रिया=Priya, विक्रम=Vikram, कविता=Kavita",
    "मोरपंख=Peacock Feather, चाँदनी=Moonlit, गुलमोहर=Gulmohar, नदी=Nadi, बरगद=Banyan, दीपक=Oil Lamp, मानसून=Monsoon Lane, पतंग=Patang",
    "फ़िल्म्स=Films, पिक्चर्स=Pictures, मीडिया=Media, स्टूडियोज़=Studios, एंटरटेनमेंट=Entertainment",
)
BANGLADESH = Region(
    "BD",
    "bn",
    "Asia/Dhaka",
    12,
    "রহমান=Rahman, হোসেন=Hossain, আহমেদ=Ahmed, চৌধুরী=Chowdhury, দাস=Das, ইসলাম=Islam",
    "তানিয়া=Tania, ফারহান=Farhan, নুসরাত=Nusrat, ইমরান=Imran, রুমানা=Rumana, সাকিব=Sakib",
    "শাপলা=Shapla, মেঘনা=Meghna, ধানসিঁড়ি=Dhansiri, কাশফুল=Kashphool",
    "ফিল্মস=Films, চলচ্চিত্র=Motion Pictures, মিডিয়া=Media",
)
INDONESIA = Region(
    "ID",
    "id",
    "Asia/Jakarta",
    24,
    "Santoso, Wijaya, Pratama, Kusuma, Hartono, Siregar, Nasution, Lestari",
    "Dewi, Budi, Ayu, Rizky, Putri, Agus, Sari, Bayu, Indah, Dimas",
    "Kunang, Senja Biru, Pasar Malam, Layar Bambu, Angin Laut, Rumah Joglo",
    "Film, Pictures, Media, Studio",
)
PHILIPPINES = Region(
    "PH",
    "fil",
    "Asia/Manila",
    20,
    "Dela Cruz, Bautista, Magsaysay, Villanueva, Pangilinan, Salonga, Macaraeg, Quiambao",
    "Althea, Miguel, Joy, Paolo, Luningning, Rafael, Tala, Andres, Mayumi, Crisanto",
    "Bahaghari, Alitaptap, Habagat, Parola, Kalesa, Sampaguita",
    "Films, Pictures, Media, Productions",
)

EAST = (
    HONG_KONG,
    MAINLAND,
    TAIWAN,
    MACAU,
    JAPAN,
    KOREA,
    THAILAND,
    VIETNAM,
    INDIA,
    BANGLADESH,
    INDONESIA,
    PHILIPPINES,
)
