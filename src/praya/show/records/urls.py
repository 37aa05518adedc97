"""Address the pages on which companies keep their records, and those on which organisers look at them."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.show.records import views_editor, views_organisation, views_own, views_pictures, views_portrait, views_review
from praya.show.records.listing import HISTORY, MY_WORKS, REVIEW

_MINE, _MANAGE = "e/<slug:edition>/mine/", "e/<slug:edition>/manage/works/"
_ONE = f"{_MINE}<slug:code>/"

urlpatterns = [
    *list_urls(MY_WORKS, views_own.my_works),
    path(f"{_MINE}new/", views_own.my_work_new, name="my_work_new"),
    path(f"{_MINE}organisation/", views_organisation.my_organisation, name="my_organisation"),
    path(f"{_MINE}person/", views_organisation.my_person, name="my_person"),
    path(f"{_MINE}person/portrait/", views_portrait.my_portrait, name="my_portrait"),
    path("e/<slug:edition>/manage/persons/<slug:code>/portrait/", views_portrait.manage_portrait, name="manage_portrait"),
    path(
        "e/<slug:edition>/manage/persons/<slug:code>/portrait/restore/",
        views_portrait.manage_portrait_restore,
        name="manage_portrait_restore",
    ),
    path(f"{_MINE}person/portrait/remove/", views_portrait.my_portrait_remove, name="my_portrait_remove"),
    path(_ONE, views_own.my_work, name="my_work"),
    path(f"{_ONE}preview/", views_own.my_work_preview, name="my_work_preview"),
    path(f"{_ONE}submit/", views_own.my_work_submit, name="my_work_submit"),
    path(f"{_ONE}discard/", views_own.my_work_discard, name="my_work_discard"),
    path(f"{_ONE}restore/", views_own.my_work_restore, name="my_work_restore"),
    path(f"{_ONE}withdraw/", views_own.my_work_withdraw, name="my_work_withdraw"),
    *list_urls(HISTORY),
    path(f"{_ONE}changes/<int:entry>/undo/", views_own.my_work_undo, name="my_work_undo"),
    path(f"{_ONE}readers/<int:grant>/", views_own.my_work_access, name="my_work_access"),
    path(f"{_ONE}pictures/", views_pictures.my_work_pictures, name="my_work_pictures"),
    path(f"{_ONE}pictures/<int:number>/", views_pictures.my_picture, name="my_picture"),
    path(f"{_ONE}edit/<slug:part>/", views_editor.my_work_part, name="my_work_part"),
    path("e/<slug:edition>/pictures/<slug:digest>/", views_pictures.picture, name="picture"),
    path("catalogue/pictures/<slug:digest>/", views_pictures.catalogue_picture, name="catalogue_picture"),
    *list_urls(REVIEW),
    path(f"{_MANAGE}approve/", views_review.manage_works_approve, name="manage_works_approve"),
    path(f"{_MANAGE}setting/", views_review.manage_works_setting, name="manage_works_setting"),
    path(f"{_MANAGE}undo/<int:entry>/", views_review.manage_work_undo, name="manage_work_undo"),
    path(f"{_MANAGE}<slug:code>/", views_review.manage_work, name="manage_work"),
    path(f"{_MANAGE}<slug:code>/decide/", views_review.manage_work_decide, name="manage_work_decide"),
]
