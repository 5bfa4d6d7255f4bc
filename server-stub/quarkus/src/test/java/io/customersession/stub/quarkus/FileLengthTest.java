package io.customersession.stub.quarkus;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
