"""Name the columns of people's sheets as offices, ticket shops and badge systems of many languages head them.

The first three names of a column are what it is called in English and in both writings of Chinese, also in templates and exports.
"""

from __future__ import annotations


def _names(*lines: str) -> str:
    """Return the names of a column as one text, as `Named` holds them."""
    return ", ".join(lines)


NAME = _names(
    "name, 姓名, 姓名, full name, delegate, delegate name, attendee, participant, registrant, guest",
    "last first, last name first name, surname first name, surname given name, family name given name, first last",
    "first name last name, first and last name, name surname",
    "英文姓名, 名字, 與會者, 与会者, 參會者, 参会者, 嘉賓姓名, 嘉宾姓名",
    "nom, nom complet, nom et prénom, nom prénom, prénom nom, nome, nome completo",
    "nombre, nombre completo, nombre y apellidos, vor- und nachname, nachname vorname",
    "氏名, 名前, お名前, ご氏名, 성명, 이름, 성함, الاسم, الاسم الكامل",
)
GIVEN_NAME = _names(
    "given name, 名, 名, first name, given names, first names, forename, christian name, firstname",
    "prénom, prenom, nome próprio, nome, primeiro nome, nombre, nombres, vorname",
    "이름, お名前（名）, 名前, 下の名前, الاسم الأول",
)
FAMILY_NAME = _names(
    "family name, 姓, 姓, last name, surname, second name, lastname",
    "nom, nom de famille, apelido, sobrenome, apellido, apellidos, nachname, familienname, 성, 성씨, 氏, 姓氏, 苗字, اسم العائلة",
)
EMAIL = _names(
    "e-mail, 電郵, 邮箱, mail, e-mail address, email address",
    "電子郵件, 電郵地址, 電子信箱, 電子郵件地址, 郵箱, 电子邮件, 电子邮箱, 电邮, 电子邮件地址, 邮件, 邮件地址",
    "correo electrónico, courriel, adresse e-mail, courrier électronique, e-mailadresse, e-mail-adresse",
    "endereço de e-mail, correio eletrónico, correio electrónico, correio eletrônico",
    "メール, メールアドレス, eメール, 이메일, 이메일 주소, 메일, 전자우편, البريد الإلكتروني",
)
ORGANISATION = _names(
    "organisation, 機構, 机构, organization, company, organisation name, company name, company/organisation, affiliation",
    "employer, firm, institution, entity, studio, agency",
    "公司, 公司名稱, 公司名称, 機構名稱, 机构名称, 單位, 单位, 單位名稱, 单位名称, 工作單位, 工作单位, 企業名稱, 企业名称",
    "empresa, companhia, entidade, instituição, organização, institución, organización",
    "société, entreprise, organisme, firma, unternehmen",
    "会社, 会社名, 御社名, 団体名, 所属, 所属機関, 勤務先, 회사, 회사명, 소속, 소속기관, 기관명, 단체명, الشركة, المؤسسة",
)
JOB_TITLE = _names(
    "job title, 職銜, 职务, title, position, job, job position, role, function, designation, occupation, post",
    "職位, 职位, 職務, 职衔, 職位名稱, 职位名称, 岗位, cargo, função, fonction, poste, puesto, función",
    "役職, 役職名, 肩書, 직책, 직위, 직함, 직급, المسمى الوظيفي",
)
CATEGORY = _names(
    "category, 類別, 类别, badge, badge category, badge type, ticket, ticket type, ticket name, pass, pass type, type",
    "participant type, attendee type, delegate type, registration type, registration category, accreditation type",
    "accreditation category, accreditation, product, 證件類別, 证件类别, 證件類型, 证件类型, 參會類型, 参会类型",
    "categoria, categoría, tipo, tipo de participante, tipo de credencial",
    "catégorie, type de participant, type de badge, type d’accréditation",
    "区分, 参加区分, 種別, 参加種別, 구분, 참가구분, 참가유형, 유형, الفئة",
)
SITE = _names("site, 會場, 会场, city, location, 城市, 地點, 地点")
SITE_OF_PEOPLE = _names(SITE, "venue, market site, attending at, cidade, ciudad, ville, stadt, 都市, 会場, 開催地, 도시, 장소")
COUNTRY = _names(
    "country or region, 國家或地區, 国家或地区, country, country/region, region, nationality/country, country of residence",
    "國家, 国家, 國家/地區, 国家/地区, 地區, 地区, país, país/região, país o región, pays, pays/région, pays ou région",
    "land, land/region, 国, 国名, 国・地域, 국가, 국가/지역, البلد, الدولة",
)
PHONE = _names(
    "telephone, 電話, 电话, phone, phone number, telephone number, mobile, mobile phone, mobile number, cell, cell phone",
    "cellphone, tel, tel., contact number, whatsapp",
    "手提電話, 手提电话, 手提, 手機, 手机, 手機號碼, 手机号码, 手机号, 行動電話, 聯絡電話, 联系电话, 電話號碼, 电话号码",
    "telefone, telemóvel, telemovel, celular, teléfono, móvil, téléphone, portable, telefon, handy, mobiltelefon",
    "携帯電話, 携帯, 電話番号, 連絡先, 전화, 전화번호, 연락처, 휴대폰, 휴대전화, هاتف, الهاتف, جوال, رقم الهاتف",
)
