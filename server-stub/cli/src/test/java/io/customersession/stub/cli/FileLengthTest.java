package io.customersession.stub.cli;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
