"""Template tags of the form pack and the components."""
