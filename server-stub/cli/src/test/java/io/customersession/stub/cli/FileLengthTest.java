package io.customersession.stub.cli;

/** Limits the length of the files of this module. */
class FileLengthTest extends io.customersession.stub.FileLengthTest {}
