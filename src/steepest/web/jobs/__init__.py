"""What the workers do, by what it needs: a module is imported when one of its jobs is first asked for."""
