// The class is gone.
