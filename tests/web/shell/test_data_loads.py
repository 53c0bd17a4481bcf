"""Data loads: from the form to the store, what is refused on the way, and what a killed upload leaves."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenlode.data.manifest import read_manifest
from evenlode.problems import Refusal
from evenlode.web.jobs.uploading import keep, safe_name, tidy

ROWS = b"Person_ID,PersonBirthDate\nP1,1980-01-15\nP2,1981-02-16\n"
BAD = b"Person_ID,PersonBirthDate\nP1,30/02/1980\nP2,1981-02-16\n"


@pytest.fixture
def clean(app: Path) -> Iterator[Path]:
    """The served folder without store, jobs and uploads, before and after."""
    from evenlode.web.jobs.models import Job

    def clear() -> None:
        Job.objects.all().delete()
        for name in ("store", "web/uploads"):
            shutil.rmtree(app / name, ignore_errors=True)

    clear()
    yield app
    clear()


def send(client: Any, content: bytes, month: str = "2016-03", name: str = "MHS001.csv", **more: str) -> Any:
    """Upload a file, let the worker work, and open the job's page; the form's answer where it is refused."""
    from evenlode.web.jobs.worker import run_next

    file = SimpleUploadedFile(name, content)
    found = client.post("/data-loads/", {"month": month, "files": [file], **more})
    if found.status_code != 302:
        return found
    while run_next("test"):
        pass
    return client.get(found["Location"])


def test_t47_what_is_sent_comes_into_the_store_and_the_same_again_changes_nothing(
    signed_in: Callable[[str], Any], clean: Path
) -> None:
    joan = signed_in("Joan Tully")
    text = send(joan, ROWS).content.decode()
    assert ">Done<" in text, text
    manifest = read_manifest(clean / "store")[0]
    assert [one.provider for one in manifest.submissions] == ["lead-provider"]
    assert manifest.invented
    assert not list((clean / "web" / "uploads").iterdir())
    again = send(joan, ROWS).content.decode()
    assert "there already, nothing changed" in again
    assert read_manifest(clean / "store")[0] == manifest
    page = joan.get("/data-loads/").content.decode()
    assert "Data are in to 31 March 2016" in page
    assert "Velderbrook" in page


def test_findings_say_row_and_field_to_the_provider(signed_in: Callable[[str], Any], clean: Path) -> None:
    joan = signed_in("Joan Tully")
    found = send(joan, BAD)
    text = found.content.decode()
    assert "Nothing was stored" in text
    assert "MHS001.csv, row 2, PersonBirthDate" in text
    assert "1980" not in text
    assert not (clean / "store" / "manifest.json").exists()
    table = joan.get(found.request["PATH_INFO"] + "?format=csv").content.decode()
    assert "MHS001.csv,2,PersonBirthDate" in table


def test_the_commissioners_side_gets_counts_by_rule_alone(signed_in: Callable[[str], Any], clean: Path) -> None:
    sent = b"provider: lead-provider\nperiod: 2016-03\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("manifest.yaml", sent)
        archive.writestr("MHS001.csv", BAD)
    text = send(signed_in("Owen Price"), packed.getvalue(), month="", name="march.zip").content.decode()
    assert "in 1 file" in text
    for told in ("row 2", "PersonBirthDate", "P1", "1980", "30/02"):
        assert told not in text


def test_a_form_is_refused_with_everything_that_is_wrong(signed_in: Callable[[str], Any], clean: Path) -> None:
    found = signed_in("Joan Tully").post("/data-loads/", {"month": "March"})
    text = found.content.decode()
    assert found.status_code == 400
    assert "Enter it as year and month, for example 2019-10" in text
    assert "Choose the files of one submission" in text


@pytest.mark.parametrize(
    "name",
    ["settings.py", "x\x00.csv", ".csv", "a..csv", "é.csv", "a/b.csv", "C:\\x.csv", "../../x.csv", "a" * 200 + ".csv"],
)
def test_t27_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match=r"FILE\.NAME"):
        safe_name(name)


def test_t27_a_path_in_the_name_of_an_upload_leads_nowhere(signed_in: Callable[[str], Any], clean: Path) -> None:
    head = 'Content-Disposition: form-data; name="files"; filename="../../../planted.csv"'
    body = f"--b\r\n{head}\r\nContent-Type: text/csv\r\n\r\n{ROWS.decode()}\r\n--b--\r\n"
    client = signed_in("Joan Tully")
    before = set(clean.parent.glob("planted*"))
    client.post("/data-loads/", body.encode(), content_type="multipart/form-data; boundary=b")
    found = list(clean.rglob("planted.csv"))
    assert found
    assert all(path.parent.parent == clean / "web" / "uploads" for path in found)
    assert set(clean.parent.glob("planted*")) == before


def test_two_files_of_one_name_leave_nothing(clean: Path) -> None:
    same = [SimpleUploadedFile("MHS001.csv", ROWS), SimpleUploadedFile("MHS001.csv", BAD)]
    with pytest.raises(Refusal, match="two files have the same name"):
        keep(same, clean / "web")
    assert not list((clean / "web" / "uploads").iterdir())


def test_t37_what_a_killed_server_left_is_tidied_and_what_a_job_needs_is_not(
    signed_in: Callable[[str], Any], clean: Path
) -> None:
    joan = signed_in("Joan Tully")
    joan.post("/data-loads/", {"month": "2016-03", "files": [SimpleUploadedFile("MHS001.csv", ROWS)]})
    [needed] = (clean / "web" / "uploads").iterdir()
    half = clean / "web" / "uploads" / ".making-half"
    half.mkdir()
    (clean / "web" / "arriving" / "tmp123.upload").write_bytes(ROWS)
    tidy(clean / "web")
    assert list((clean / "web" / "uploads").iterdir()) == [needed]
    assert not list((clean / "web" / "arriving").iterdir())


def test_an_upload_lies_on_the_disk_and_never_in_memory(signed_in: Callable[[str], Any], clean: Path) -> None:
    from django.core.files.uploadedfile import TemporaryUploadedFile
    from django.test import RequestFactory

    request = RequestFactory().post("/data-loads/", {"files": SimpleUploadedFile("MHS001.csv", ROWS)})
    [file] = request.FILES.getlist("files")
    assert isinstance(file, TemporaryUploadedFile)
    assert Path(file.temporary_file_path()).parent == clean / "web" / "arriving"
    file.close()


def test_too_much_is_refused_before_it_is_read_and_strangers_send_nothing(
    signed_in: Callable[[str], Any], stranger: Any, clean: Path
) -> None:
    huge = {"CONTENT_LENGTH": str(300 * 1024 * 1024)}
    assert signed_in("Joan Tully").post("/data-loads/", {"month": "2016-03"}, **huge).status_code == 413
    found = stranger.post("/data-loads/", {"files": [SimpleUploadedFile("MHS001.csv", bytes(70_000))]})
    assert found.status_code == 403
    assert not list((clean / "web" / "arriving").iterdir())


def test_a_lead_provider_cannot_send_for_somebody_else(signed_in: Callable[[str], Any], clean: Path) -> None:
    send(signed_in("Joan Tully"), ROWS, provider="partner-1")
    assert [one.provider for one in read_manifest(clean / "store")[0].submissions] == ["lead-provider"]


def test_t25_a_zip_that_swells_is_refused_before_it_is_unpacked(signed_in: Callable[[str], Any], clean: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("MHS001.csv", bytes(32 * 1024 * 1024))
    assert len(packed.getvalue()) < 100_000
    text = send(signed_in("Joan Tully"), packed.getvalue(), name="march.zip").content.decode()
    assert "Nothing was stored" in text
    assert "FILE." in text
    assert not (clean / "store" / "manifest.json").exists()


def test_t09_nothing_that_was_sent_about_a_person_reaches_the_commissioners_side(
    signed_in: Callable[[str], Any], clean: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    canary, pseudonym = "9434765919", "PSEUDO-CANARY-7"
    rows = f"Person_ID,NHSNumber,PersonBirthDate\n{pseudonym},{canary},30/02/1980\n{pseudonym},{canary},1980-13-01\n"
    joan = signed_in("Joan Tully")
    sent = send(joan, rows.encode())
    assert "Nothing was stored" in sent.content.decode()
    everything = [sent.content.decode()]
    for name in ("Owen Price", "Priya Shah", "Iain Muir", "Nadia Brook"):
        client = signed_in(name)
        addresses = ["/", "/data-loads/", "/audit-trail/", "/audit-trail/?format=csv", sent.request["PATH_INFO"]]
        everything += [client.get(address).content.decode() for address in addresses]
    told = capfd.readouterr()
    everything += [told.out, told.err]
    for text in everything:
        assert canary not in text
        assert pseudonym not in text
