"""Reading a draft: where its wording, reference persons and body dimensions deserve a look."""
