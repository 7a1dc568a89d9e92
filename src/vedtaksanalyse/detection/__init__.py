"""Divided documents in, findings out: rules, context, classifiers, children. Finds and points; never concludes."""
