"""Tell the domains and hosts that belong to one company from those that everybody may use."""

from __future__ import annotations

from urllib.parse import urlsplit

# Where anybody gets a mailbox: the same domain says nothing about two people.
_FREE_MAIL = frozenset(
    (
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com"),
        *("yahoo.com", "ymail.com", "yahoo.co.jp", "yahoo.co.uk", "yahoo.fr", "yahoo.com.hk", "yahoo.com.tw", "yahoo.co.in"),
        *("qq.com", "163.com", "126.com", "139.com", "sina.com", "sina.cn", "sohu.com", "foxmail.com", "aliyun.com", "yeah.net"),
        *("naver.com", "hanmail.net", "daum.net", "nate.com", "kakao.com", "docomo.ne.jp", "ezweb.ne.jp", "softbank.ne.jp"),
        *("netvigator.com", "ctm.net", "macau.ctm.net", "hinet.net", "pchome.com.tw", "singnet.com.sg", "rediffmail.com"),
        *("gmx.de", "gmx.net", "gmx.at", "web.de", "t-online.de", "freenet.de", "orange.fr", "free.fr", "wanadoo.fr", "sfr.fr"),
        *("laposte.net", "libero.it", "tiscali.it", "virgilio.it", "sapo.pt", "uol.com.br", "bol.com.br", "terra.com.br"),
        *("yandex.ru", "yandex.com", "mail.ru", "bk.ru", "list.ru", "inbox.ru", "rambler.ru", "ukr.net", "wp.pl", "o2.pl"),
        *("proton.me", "protonmail.com", "pm.me", "tutanota.com", "zoho.com", "aol.com", "hey.com", "fastmail.com", "mail.com"),
        *("outlook.fr", "outlook.de", "hotmail.fr", "hotmail.co.uk", "hotmail.it", "live.fr", "live.cn", "btinternet.com"),
    )
)
# Where many companies have a page under one host.
_SHARED_HOSTS = frozenset(
    (
        *("facebook.com", "instagram.com", "linkedin.com", "twitter.com", "x.com", "weibo.com", "youtube.com", "vimeo.com"),
        *(
            "imdb.com",
            "pro.imdb.com",
            "linktr.ee",
            "sites.google.com",
            "wordpress.com",
            "blogspot.com",
            "wixsite.com",
            "behance.net",
        ),
        *(
            "mp.weixin.qq.com",
            "douyin.com",
            "bilibili.com",
            "naver.com",
            "blog.naver.com",
            "cafe24.com",
            "github.io",
            "notion.site",
        ),
    )
)


def own_domain(email: str | None) -> str:
    """Return the domain of an address when it belongs to a company; free mail says nothing.

    >>> own_domain("Ana@PraiaGrande.example"), own_domain("ana@gmail.com")
    ('praiagrande.example', '')
    """
    domain = (email or "").rpartition("@")[2].strip().casefold()
    return "" if domain in _FREE_MAIL else domain


def own_host(website: str) -> str:
    """Return the host of a website without "www."; hosts that many share say nothing.

    >>> own_host("https://www.praiagrande.example/en/"), own_host("https://www.facebook.com/praia")
    ('praiagrande.example', '')
    """
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    host = host.casefold().removeprefix("www.")
    is_shared = host in _SHARED_HOSTS or any(host.endswith(f".{shared}") for shared in _SHARED_HOSTS)
    return "" if is_shared else host
