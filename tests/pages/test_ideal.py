"""The ideal-image page: real images by the real worker, small and with few steps."""

import time
from pathlib import Path

import pytest

from core.paths import ROOT
from core.runs import record
from dashboard.kit import lesson
from dashboard.shell import services
from pages.ideal import verdict
from tests.patience import PATIENCE

PAGE = ROOT / "pages" / "ideal" / "page.py"
QUICK = {"backbone": "squeezenet", "steps": "8", "size": "64"}
both = pytest.mark.parametrize("locale", ["en-US", "ja-JP"])


@pytest.fixture
def studio(visit):
    """Open a part with a quick recipe: ``studio(part, locale, steps="2048")``."""

    def open_part(part="studio", locale="en-US", **query):
        app = visit(PAGE, locale, query={lesson.PART: part} | QUICK | query)
        assert not app.exception
        return app

    return open_part


def settle(app, seconds=PATIENCE):
    """Run the script until the worker has answered everything that the page asks."""
    end = time.time() + seconds
    asked = None
    while asked != (now := {job.id for job in jobs(app)}):  # until a run asks nothing new
        asked = now
        while any(not job.over for job in jobs(app)):
            assert time.time() < end
            time.sleep(0.05)
        app.run()
    assert not app.exception
    assert [warning.value for warning in app.warning] == []
    return app


def jobs(app):
    return services.runner().jobs(app.session_state["learner"])


def kept(app):
    return services.store().runs(app.session_state["learner"])


def press(app, key):
    """Predict something, where that is asked, and make it."""
    guess(app, key.removesuffix("_go"))
    (first, *_others) = [
        one
        for one in app.button
        if one.key == key or str(one.key).startswith(key.removesuffix("go") + "guess_")
    ]
    return settle(first.click().run())


def guess(app, key):
    for asked in app.select_slider:
        if asked.key == f"{key}_guess" and not asked.disabled:
            asked.set_value(0.5).run()


def said(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption))


def end(part, locale, piece):
    """What stands behind the last place of a piece of the lesson."""
    return lesson.parts("ideal", locale[:2])[part].pieces[piece].rpartition("}")[2].strip()


def downloads(app):
    return [one.proto.label for one in app.get("download_button")]


@both
def test_an_image_is_made_judged_downloaded_and_kept(studio, locale):
    app = press(studio(locale=locale), "ideal_studio_go")
    assert "1,000" in said(app)  # the rank by the judges
    assert len(downloads(app)) == 2
    (run,) = kept(app)
    pieces = ("not_yet", "only_itself", "recognised")
    told = [piece for piece in pieces if end("studio", locale, piece) in said(app)]
    assert told == [verdict.piece(record.image_of(run))]
    assert (run.kind, run.status, run.recipe["backbone"]) == ("ideal", "done", "squeezenet")
    assert run.predictions["png"] and "frames" not in str(run)[:200]
    assert set(run.metrics["judged_by"]) == {"squeezenet", "efficientnet_lite0"}
    assert services.store().get_setting(app.session_state["learner"], "ideal")["steps"] == 8
    (bet,) = services.store().get_setting(app.session_state["learner"], "guesses").items()
    assert bet[0] == "ideal/studio/squeezenet-fourier"
    assert bet[1]["came"] == run.metrics["probability"]


def test_a_class_is_found_by_its_name_and_the_url_says_the_recipe(studio):
    app = studio()
    app.text_input[0].set_value("shimauma").run()
    assert app.button(key="ideal_studio_wait").label.endswith("zebra")
    assert app.query_params["objective"].startswith("class:340")
    app.button_group(key="istudio_1_way").set_value("pixel").run()
    assert app.query_params["param"] == "pixel"
    assert "crop" not in app.query_params
    assert app.toggle(key="istudio_1_crop_on_pixel").value is False
    app.toggle(key="istudio_1_crop_on_pixel").set_value(True).run()
    assert float(app.query_params["crop"]) > 0
    assert not app.exception


def test_a_link_that_cannot_be_followed_is_said_in_words(visit):
    app = visit(PAGE, "en-US", query={"steps": "many"})
    assert "steps=many" in app.warning[0].value
    app = visit(PAGE, "en-US", query={"backbone": "vgg16_edges", lesson.PART: "ways"})
    assert "VGG16" in app.warning[0].value
    assert not app.exception
    app = visit(PAGE, "en-US", query={"steps": "many"})
    assert app.button(key="ideal_studio_wait")


def test_cancel_keeps_the_last_frame(studio):
    app = studio(steps="2048")
    guess(app, "ideal_studio")
    app.button(key="ideal_studio_go").click().run()
    (job,) = jobs(app)
    end = time.time() + PATIENCE
    while not any(
        e["kind"] == "frame" and e["step"] for e in services.runner().state(job.id).events
    ):
        assert time.time() < end
        time.sleep(0.05)
    services.runner().cancel(job.id)
    settle(app)
    assert "of 2048" in said(app).replace(",", "")
    assert len(downloads(app)) >= 1
    (run,) = kept(app)
    assert run.status == "cancelled"
    assert 0 < run.metrics["steps"] < 2048


def test_an_image_that_starts_from_a_photo_is_never_written_down(studio):
    app = studio()
    app.button_group(key="istudio_1_start").set_value("photo").run()
    app = press(app, "ideal_studio_go")
    assert len(downloads(app)) == 2
    assert kept(app) == []
    assert all("photo" not in job.payload for job in jobs(app))


def test_the_loop_is_stepped_through_and_leaves_no_run(studio):
    app = press(studio("loop"), "iloop_go")
    (bet,) = services.store().get_setting(app.session_state["learner"], "guesses").items()
    assert bet[0] == "ideal/loop/squeezenet-284-0"
    assert end("loop", "en", bet[1]["came"]) in said(app)
    app.slider(key="iloop_step").set_value(5).run()
    assert "After 5 of 32 steps" in said(app)
    app.slider(key="iloop_step").set_value(32).run()
    assert "not one weight has changed" in said(app)
    app.button_group(key="iloop_learns").set_value("weights").run()
    assert "downhill" in said(app)
    assert any("<svg" in one.value for one in app.markdown)  # the loop of a training
    assert not app.exception
    assert kept(app) == []


def test_four_ways_with_lambda_at_nothing(studio):
    app = studio("ways")
    app.select_slider(key="iways_lambda").set_value(0.0).run()
    app.select_slider(key="iways_seconds").set_value(2).run()
    app = press(app, "iways_go")
    assert "λ is 0" in said(app)  # nothing is asked about smoothness, which nothing wants
    assert said(app).count("by itself") == 4
    assert said(app).count("rank") >= 3
    assert [run.recipe["param"] for run in kept(app)] == ["maco", "fourier", "tv", "pixel"]


def test_what_lambda_leaves_is_told_after_a_guess(studio):
    app = studio("ways")
    app.select_slider(key="iways_seconds").set_value(2).run()
    app = press(app, "iways_go")
    assert "total variation" not in told(app)
    guess(app, "iways_smooth")
    app = app.button(key="iways_smooth_go").click().run()
    assert told(app).count("total variation") >= 3
    places = services.store().get_setting(app.session_state["learner"], "guesses")
    assert {place.partition("-")[0] for place in places} == {
        "ideal/ways/squeezenet",
        "ideal/ways/smooth",
    }


def told(app):
    """What stands beside the pictures and below them."""
    return " ".join(one.value for one in app.caption) + said(app).partition("by itself")[2]


@pytest.mark.parametrize("kind", ["mix", "channel", "neuron", "boundary"])
def test_other_aims(studio, kind):
    app = studio("objectives")
    app.button_group(key="iaim_kind").set_value(kind).run()
    app.select_slider(key=f"iaim_steps_{kind}").set_value(8).run()
    app = settle(app)  # a network may be counted first
    app = press(app, "iaim_go")
    assert len(downloads(app)) == 2
    (bet,) = services.store().get_setting(app.session_state["learner"], "guesses").values()
    assert bet["came"] is not None
    if kind == "boundary":  # made from a photo
        assert kept(app) == []
    else:
        assert kept(app)[0].recipe["objective"][0]["kind"] == kind.replace("mix", "class")


@both
def test_several_seeds_and_the_gallery(studio, locale):
    app = studio("seeds", locale)
    app.button_group(key="iseeds_count").set_value(2).run()
    app.select_slider(key="iseeds_steps").set_value(16).run()
    app = press(app, "iseeds_go")
    first, second = kept(app)
    assert {first.seed, second.seed} == {1, 2}
    app.button_group(key="ideal_part").set_value("gallery").run()
    assert said(app).count("SqueezeNet") == 2
    app.button(key=f"igallery_delete_{first.id}").click().run()
    assert [run.id for run in kept(app)] == [second.id]
    app.button(key="igallery_undo").click().run()
    assert {run.id for run in kept(app)} == {first.id, second.id}
    app.button(key=f"igallery_open_{second.id}").click().run()
    assert not app.exception
    assert app.session_state["ideal_part"] == "studio"
    settle(app)
    assert len(downloads(app)) == 1  # the picture; its frames were not kept
    assert app.query_params["seed"] == str(second.seed)
    services.forget_learner(app.session_state["learner"])
    assert kept(app) == []


@both
def test_an_empty_gallery_leads_to_the_studio(studio, locale):
    app = studio("gallery", locale)
    app.button(key="igallery_studio").click().run()
    assert app.session_state["ideal_part"] == "studio"


PLACES = [("studio", ""), ("loop", ""), ("ways", ""), ("seeds", ""), ("gallery", "")]
PLACES += [("objectives", kind) for kind in ("mix", "channel", "neuron", "boundary")]


@pytest.mark.parametrize(("part", "kind"), PLACES)
def test_no_part_is_empty_before_anything_is_made(visit, part, kind):
    app = visit(PAGE, "en-US", query={lesson.PART: part})
    if kind:
        app.button_group(key="iaim_kind").set_value(kind).run()
        settle(app)  # the network may be counted first
    assert not app.exception
    (marked,) = (one.value for one in app.caption if "Example, measured on" in one.value)
    assert "SqueezeNet" in marked  # not the network that a learner begins with


def test_the_page_is_short():
    assert len(Path(PAGE).read_text().splitlines()) < 40
