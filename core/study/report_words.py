"""The fixed texts of the report (light); everything measured is said by `findings`."""

from __future__ import annotations

from core.messages import Message, msg

TEXTS: dict[str, Message] = {
    "title": msg("Transfer learning on my own photos: report"),
    "by": msg("Name"),
    "summary": msg("Summary"),
    "prediction": msg("My prediction"),
    "prediction_hint": msg("Written by the learner before the training. Click to write here."),
    "data": msg("The photos"),
    "class": msg("Class"),
    "all": msg("All"),
    "train": msg("For training"),
    "val": msg("For validation"),
    "test": msg("For the test"),
    "data_note": msg(
        "The photos of each class are drawn for this split by a fixed seed. Validation photos "
        "choose, test photos are opened after the last choice. The test photos are the same for "
        "every seed; training and validation photos are drawn anew. What is left over is not used: "
        "the surplus of larger classes, and look-alikes that must stay in one part."
    ),
    "data_note_made": msg(
        "The test photos are those that the makers of these photos set apart. Training and "
        "validation photos of each class are drawn from the others by a fixed seed, anew for every "
        "seed of the comparison. Validation photos choose, test photos are opened after the last "
        "choice. What is left over is not used: the surplus of larger classes, and look-alikes "
        "that must stay in one part."
    ),
    "samples": msg("Some of the training photos, in rows by class"),
    "checks": msg("Checks"),
    "method": msg("Method"),
    "method_text": msg(
        "Every network is used in two ways. Feature extraction: all its blocks stay frozen, a new "
        "head (Dense 256, ReLU, dropout 0.5, softmax) learns on their average features. "
        "Fine-tuning: first the head alone, then the last blocks as well, at a small rate; batch "
        "norm keeps its statistics. Beside them a small CNN (three convolutions) starts from "
        "random weights. All learn with Adam and the chapter’s augmentation (rotation, shift, "
        "zoom, flip)."
    ),
    "network": msg("Network"),
    "learnt_from": msg("Trained before on"),
    "size": msg("Input (pixels)"),
    "unfrozen": msg("Unfrozen blocks"),
    "epochs": msg("Epochs"),
    "rates": msg("Rate of head / blocks"),
    "results": msg("Comparison"),
    "arm": msg("Network and way"),
    "accuracy": msg("Test accuracy"),
    "interval": msg("95% interval"),
    "seeds_range": msg("Lowest to highest seed"),
    "val_accuracy": msg("Validation accuracy"),
    "seconds": msg("Seconds of one training"),
    "parameters": msg("Parameters that learn"),
    "gain": msg("Gain over scratch (points)"),
    "choice_note": msg(
        "★ marks the arm that was chosen: the best mean validation accuracy (of equal ones the "
        "lowest validation loss). The interval is Wilson’s for the mean over the test photos, wide "
        "enough for every seed: how far other photos of the same kind, or other seeds, could move "
        "it. Trained in the order above; a network that comes later may find its photos prepared."
    ),
    "curves": msg("Learning curves"),
    "best": msg("The best network in detail"),
    "best_note": msg("Shown is seed {seed}, again chosen on validation photos."),
    "confusion": msg("Confusion matrix"),
    "confusion_note": msg("Rows: true class. Columns: answer. Test photos."),
    "classification": msg("Classification report"),
    "precision": msg("Precision"),
    "recall": msg("Recall"),
    "f1": msg("F1"),
    "support": msg("Photos"),
    "gallery": msg("Predictions"),
    "gallery_note": msg(
        "Test photos with answer and confidence; ✓ and green: right, ✗ and red: wrong. Mistakes "
        "first, then a fixed draw of the others."
    ),
    "mistakes": msg("Mistakes"),
    "mistakes_seeds": msg("wrong in {wrong} of {seeds:# seed|# seeds}"),
    "plane_note": msg(
        "The test photos as the network sees them before training: its features in their two main "
        "directions (principal components, {share} of the variance). Photos that lie close "
        "together look alike to it."
    ),
    "tuning": msg("What fine-tuning did"),
    "tuning_note": msg(
        "Fine-tuning minus feature extraction, in points of test accuracy, compared seed by seed "
        "(Student’s interval)."
    ),
    "proposals": msg("Proposals for improvement"),
    "proposals_note": msg("Derived from the measurements; none of them has been tried yet."),
    "criteria": msg("The assignment as a checklist"),
    "criteria_title": msg("Criteria"),
    "requirements_title": msg("Requirements"),
    "evidence": msg("Evidence"),
    "reflection": msg("My reflection"),
    "reflection_hint": msg(
        "To be written by the learner: Was the prediction right? What surprised you? Which "
        "proposal would you try first, and why? Click to write here."
    ),
    "repeat": msg("How to repeat it"),
    "repeat_text": msg(
        "Seeds: {seeds}. The notebook beside this report trains the best arm once more with plain "
        "Keras. The file best.keras holds the trained network with scaling, preprocessing and "
        "labels inside:"
    ),
    "card": msg("Model card"),
    "environment": msg("Machine and libraries"),
    "processor": msg("processor"),
    "cores": msg("cores"),
    "system": msg("operating system"),
    "recipes": msg("Recipes"),
    "yes": msg("done"),
    "no": msg("not reached"),
    "open": msg("open"),
    "made": msg("Made by the Transfer Learning Lab on {date}, from {runs:# training|# trainings}."),
    "unfinished": msg(
        "This study is not finished: {done} of {all:# training is|# trainings are} in it. "
        "What is missing may change the result."
    ),
}
