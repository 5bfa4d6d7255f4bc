package io.customersession.stub.spring;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
