from core.transfer.callbacks import Best, EarlyStopping, Plateau


def test_early_stopping_keeps_the_best_and_waits_for_its_patience():
    early = EarlyStopping(patience=2)
    seen = [early.improved(e, loss) for e, loss in enumerate([3.0, 2.0, 2.5, 2.2], start=1)]
    assert seen == [True, True, False, False]
    assert early.exhausted
    assert early.best_epoch == 2


def test_plateau_slows_down_again_and_again():
    plateau = Plateau(patience=2)
    assert [plateau.slow_down(1.0) for _ in range(6)] == [False, False, True, False, True, False]


def test_best_keeps_the_first_of_equals():
    best = Best()
    assert [best.improved(e, a) for e, a in enumerate([0.5, 0.7, 0.7], start=1)] == [
        True,
        True,
        False,
    ]
    assert best.best_epoch == 2
