"""Say in words why a whole file cannot be read, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from praya.core.texts.said import gettext as _


class SheetError(Exception):
    """Say why a file is refused as a whole; the text names the remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def changed_meanwhile() -> SheetError:
    """Return the error for records that were changed between the plan and the writing."""
    words = _("Nothing was imported: somebody changed the same records meanwhile. Check the file once more.")
    return SheetError("conflict", words)


def refusal(code: str, values: Mapping[str, str | int]) -> SheetError:
    """Return the error for a code of the reader, in the language in force."""
    return SheetError(code, _fault_sentences()[code] % values)


def _fault_sentences() -> dict[str, str]:
    return {**_wrong_kind(), **_too_much(), **_damaged()}


def _wrong_kind() -> dict[str, str]:
    return {
        "empty": _("The file is empty. Choose the file again, or save it again in your spreadsheet program."),
        "password": _("The workbook is protected by a password. Save a copy without a password and upload that copy."),
        "old_excel": _("This is a workbook of an older kind (.xls). Save it as an Excel workbook (.xlsx) and upload that."),
        "other_spreadsheet": _(
            "This is a spreadsheet of another kind (.ods or .xlsb). Save it as an Excel workbook (.xlsx) and upload that."
        ),
        "not_a_workbook": _(
            "This is neither an Excel workbook (.xlsx) nor a text file of rows (.csv). Save your sheet as one of these."
        ),
        "no_schedule": _(
            "This XML is no schedule: it begins with “%(element)s”. "
            "Upload a schedule.xml, an iCalendar file (.ics) or a spreadsheet."
        ),
        "doctype": _(
            "This XML declares a document type or entities, which a schedule never needs. "
            "Export it again without the line <!DOCTYPE …>."
        ),
        "xml_encoding": _(
            "The characters of this XML cannot be read as “%(encoding)s”, which it says that they are. Export it again as UTF-8."
        ),
        "unknown_encoding": _(
            "The characters of line %(row)d could be read in several ways, and not as UTF-8. "
            "Save the file as “CSV UTF-8”, or as an Excel workbook (.xlsx)."
        ),
        "no_sheets": _(
            "No sheet of this file can be recognised (found: %(found)s). "
            "Name the sheets as the template does (%(known)s), and keep its column names."
        ),
        "no_rows": _("The file has no rows below its column names. Add rows, or choose another file."),
    }


def _too_much() -> dict[str, str]:
    return {
        "file_too_large": _(
            "The file has %(megabytes)d MB; at most %(most)d MB can be read. "
            "Delete pictures and unused sheets, or divide it into one file per kind of record."
        ),
        "bomb": _(
            "The file would unpack to %(megabytes)d MB or more; at most %(most)d MB can be read. "
            "Copy the cells with content into a new workbook and upload that."
        ),
        "ratio": _(
            "The file would unpack to %(times)d times its size; at most %(most)d times can be read. "
            "Copy the cells with content into a new workbook and upload that."
        ),
        "nested_archive": _(
            "The file contains another archive (%(part)s). Delete embedded files and objects, and save the workbook again."
        ),
        "too_many_parts": _(
            "The file has %(count)d parts inside; a workbook has at most %(most)d. "
            "Copy the cells with content into a new workbook and upload that."
        ),
        "too_large": _(
            "The sheet reaches as far as cell %(cell)s; at most %(rows)d rows and %(columns)d columns can be read. "
            "Delete the stray cells, or copy the cells with content into a new workbook."
        ),
        "too_wide": _(
            "The sheet spans the cells A1 to %(cell)s; at most %(most)d cells can be read. "
            "Delete the stray cells, or copy the cells with content into a new workbook."
        ),
        "too_many_cells": _("The file has more than %(most)d cells with content. Divide it into one file per kind of record."),
        "too_much_memory": _(
            "Reading the file needs more than %(megabytes)d MB of memory. "
            "Copy the cells with content into a new workbook, or divide the file."
        ),
        "timeout": _(
            "Reading the file took more than %(seconds)d seconds and was stopped. "
            "Copy the cells with content into a new workbook, or divide the file."
        ),
    }


def _damaged() -> dict[str, str]:
    return {
        "truncated": _("The file ends too early or is damaged. Save it again and upload it again in full."),
        "broken_part": _("The part %(part)s of the workbook is damaged. Open it in your spreadsheet program and save it again."),
        "broken_workbook": _("The workbook is damaged. Open it in your spreadsheet program and save it again."),
        "broken_xml": _("Line %(row)d of this XML is damaged. Export the schedule again and upload it in full."),
        "broken_calendar": _("This calendar is damaged. Export it again and upload it in full."),
        "broken_rows": _("Line %(row)d cannot be divided into cells. Check its quotation marks, or upload an .xlsx file."),
        "crash": _(
            "The workbook could not be read: the reader stopped. Copy the cells with content into a new workbook and upload that."
        ),
    }
