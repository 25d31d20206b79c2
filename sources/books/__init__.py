"""Opening files of unknown origin in a child process with limits; everything the child imports must start fast."""
