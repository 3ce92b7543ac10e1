"""The house's own laws, run over the whole house."""
