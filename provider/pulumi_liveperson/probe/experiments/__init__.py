"""All experiments, in the order in which they are conducted: one module for each subject."""

from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import revisions

EXPERIMENTS: tuple[Experiment, ...] = (*revisions.EXPERIMENTS,)
