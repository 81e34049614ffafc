"""All experiments, in the order in which they are conducted: one module for each subject."""

from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import (
    default,
    forms,
    occasion_rules,
    order,
    revisions,
    shift_forms,
    texts,
    workdays_rules,
    zones,
)

EXPERIMENTS: tuple[Experiment, ...] = (
    *zones.EXPERIMENTS,
    *revisions.EXPERIMENTS,
    *forms.EXPERIMENTS,
    *shift_forms.EXPERIMENTS,
    *texts.EXPERIMENTS,
    *occasion_rules.EXPERIMENTS,
    *workdays_rules.EXPERIMENTS,
    *default.EXPERIMENTS,
    *order.EXPERIMENTS,
)
