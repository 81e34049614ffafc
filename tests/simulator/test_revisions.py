import pytest

from tests.simulator.api import ACCOUNT, MISSING, Api, body, problem, session


def test_every_answer_carries_the_revision_of_the_whole_collection(each: Api) -> None:
    made = each.created()
    for answer in (each.get(), each.get(made["id"]), each.get(select="id")):
        assert answer.headers["ac-revision"] == str(each.revision)
        assert "ETag" not in answer.headers


def test_each_write_moves_the_revision_by_one_and_says_so(each: Api) -> None:
    before = each.revision
    made = each.post(body(each.collection)).json()
    assert each.put_one(made | {"deleted": False}).headers["ac-revision"] == str(before + 2)
    assert each.delete(made["id"]).headers["ac-revision"] == str(before + 3)


def test_each_collection_counts_its_own_revision(occasions: Api, workdays: Api, reasons: Api) -> None:
    before = (workdays.revision, reasons.revision)
    occasions.created()
    assert (workdays.revision, reasons.revision) == before


def test_a_bulk_create_is_one_revision(each: Api) -> None:
    before = each.revision
    answer = each.post([body(each.collection, **{each.label: name}) for name in ("one", "two", "three")])
    assert answer.headers["ac-revision"] == str(before + 1)
    assert [made[each.label] for made in answer.json()] == ["one", "two", "three"]


def test_a_write_with_a_revision_that_is_not_the_current_one_is_refused_and_changes_nothing(
    each: Api,
) -> None:
    made = each.created()
    stored, revision = each.live(), each.revision
    for if_match in (revision - 1, revision + 1):
        refused = each.delete(made["id"], if_match)
        assert problem(refused) == (409, each.collection, 1)
        assert "ac-revision" not in refused.headers
    assert (each.live(), each.revision) == (stored, revision)


def test_a_change_of_another_object_makes_a_revision_stale(each: Api) -> None:
    made, revision = each.created(), each.revision
    each.created(**{each.label: "another"})
    assert each.delete(made["id"], revision).status_code == 409


def test_a_write_without_if_match_is_refused(each: Api) -> None:
    made = each.created()
    assert each.delete(made["id"], None).status_code == 400
    assert each.put([made], if_match=None).status_code in (400, 405)


def test_a_malformed_if_match_is_refused_on_a_write(occasions: Api) -> None:
    made = occasions.created()
    for if_match in ('"2"', "W/2", "-2", "two", "2.0", "²"):
        headers = {"If-Match": if_match.encode()}
        answer = occasions.session.delete(f"{occasions.url}/{made['id']}", headers=headers)
        assert answer.status_code == 400, if_match


def test_minus_one_writes_unconditionally(occasions: Api) -> None:
    made = occasions.created()
    assert occasions.put([made | {"name": "forced"}], if_match=-1).status_code == 200


def test_a_get_with_the_current_revision_is_not_modified(each: Api) -> None:
    made = each.created()
    for suffix in ("", made["id"]):
        answer = each.get(suffix, if_match=each.revision)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ac-revision"] == str(each.revision)


def test_a_get_with_another_revision_or_minus_one_is_answered_in_full(each: Api) -> None:
    made = each.created()
    for if_match in (each.revision - 1, -1, "anything"):
        assert each.get(made["id"], if_match=if_match).json()["id"] == made["id"]


def test_an_unknown_id_is_not_found_even_with_a_stale_revision(each: Api) -> None:
    each.created()
    assert problem(each.get(4400000010)) == (404, each.collection, 12)
    assert problem(each.delete(4400000010, 1)) == (404, each.collection, 12)


@pytest.mark.parametrize("id_", ["0", "abc", "-5", "1.5", "99999999999999999999"])
def test_a_malformed_id_is_refused(each: Api, id_: str) -> None:
    assert each.get(id_).status_code == 400
    assert each.delete(id_).status_code == 400


def test_ids_exceed_32_bits_end_alike_and_survive_unchanged(each: Api) -> None:
    made = each.created()
    assert made["id"] > 2**32
    assert str(made["id"]).endswith("10")
    assert each.get(made["id"]).json()["id"] == made["id"]


def test_a_deleted_object_is_gone_from_reads_but_kept(each: Api) -> None:
    made = each.created()
    assert (each.delete(made["id"]).content, each.get(made["id"]).status_code) == (b"", 404)
    assert made["id"] not in [listed["id"] for listed in each.get().json()]
    kept = each.control.objects(ACCOUNT, each.collection, include_deleted=True)
    assert next(stored for stored in kept if stored["id"] == made["id"])["deleted"] is True


def test_deleting_twice_finds_no_data(each: Api) -> None:
    made = each.created()
    each.delete(made["id"])
    refused = each.delete(made["id"])
    assert refused.json() == {"type": each.collection, "internalCode": 12, "message": "No data found"}
    assert refused.status_code == 404


def test_deleted_status_reasons_and_skills_are_shown_on_request(reasons: Api, skills: Api) -> None:
    for api in (reasons, skills):
        made = api.created()
        api.delete(made["id"])
        assert api.get(made["id"], include_deleted="true").json()["deleted"] is True
        assert made["id"] in [listed["id"] for listed in api.get(include_deleted="true").json()]


def test_a_post_with_an_override_is_a_put_or_a_delete(reasons: Api) -> None:
    made = reasons.created()
    url = f"{reasons.url}/{made['id']}"
    headers = {"If-Match": str(reasons.revision), "X-HTTP-Method-Override": "PUT"}
    assert reasons.session.post(url, json=made | {"text": "Lunch"}, headers=headers).json()["text"] == "Lunch"
    headers = {"If-Match": str(reasons.revision), "X-HTTP-Method-Override": "DELETE"}
    assert reasons.session.post(url, headers=headers).status_code == 200
    assert reasons.live() == []


def test_an_override_is_tolerated_on_the_method_it_names(reasons: Api) -> None:
    made = reasons.created()
    headers = {"If-Match": str(reasons.revision), "X-HTTP-Method-Override": "DELETE"}
    assert reasons.session.delete(f"{reasons.url}/{made['id']}", headers=headers).status_code == 200


def test_an_override_turns_nothing_but_a_post_into_another_method(reasons: Api) -> None:
    made = reasons.created()
    headers = {"X-HTTP-Method-Override": "DELETE"}
    assert reasons.session.get(f"{reasons.url}/{made['id']}", headers=headers).json() == made


def test_the_version_must_be_a_number_and_may_be_left_out(each: Api) -> None:
    assert each.session.get(each.url, params={"v": "new"}).status_code == 400
    assert each.session.get(each.url, params={"v": "2.0"}).status_code == 200
    assert each.session.get(each.url).status_code == 200


def test_unknown_parameters_are_ignored(each: Api) -> None:
    assert each.get(source="test", __d="123", NC="true").status_code == 200


def test_methods_that_no_page_documents_are_refused(each: Api) -> None:
    undocumented = {"status-reasons": ("PUT", "DELETE"), "skills": ()}.get(each.collection, ("DELETE",))
    for method in (*undocumented, "PATCH"):
        answer = each.call(method, json=[])
        assert (answer.status_code, "GET" in answer.headers["Allow"]) == (405, True)


def test_an_unknown_address_is_not_found(occasions: Api) -> None:
    url = occasions.url.replace("specialoccasion", "nonesuch")
    assert occasions.session.get(url).status_code == 404


def test_a_malformed_account_id_is_refused(occasions: Api) -> None:
    assert occasions.session.get(occasions.url.replace(ACCOUNT, "not-an-id")).status_code == 400


def test_a_body_that_is_no_json_is_refused(each: Api) -> None:
    for content in (b"", b"{", b"\xff", b"[" * 100_000):
        assert each.session.post(each.url, data=content).status_code == 400


def test_a_body_that_is_no_object_is_refused(each: Api) -> None:
    for content in (b"null", b"1", b'"text"', b"[]", b"[1]", b"[[]]"):
        assert each.session.post(each.url, data=content).status_code == 400


def test_a_name_is_taken_once(each: Api) -> None:
    each.created()
    assert problem(each.post(body(each.collection))) == (409, each.collection, 1)


def test_a_created_id_is_the_servers_and_a_sent_one_is_ignored(each: Api) -> None:
    assert each.created(id=5)["id"] > 2**32


def test_success_codes_are_200_and_for_a_created_skill_201_with_its_location(each: Api) -> None:
    answer = each.post(body(each.collection))
    if each.collection == "skills":
        assert answer.status_code == 201
        assert session().get(answer.headers["Location"], headers=each.session.headers).json() == answer.json()
    else:
        assert (answer.status_code, "Location" in answer.headers) == (200, False)


def test_a_bad_item_of_a_bulk_write_takes_the_whole_write_back(each: Api) -> None:
    before, revision = each.live(), each.revision
    items = [body(each.collection, **{each.label: name}) for name in ("good", MISSING)]
    refused = each.post(items)
    assert refused.status_code == 400
    assert (each.live(), each.revision) == (before, revision)
