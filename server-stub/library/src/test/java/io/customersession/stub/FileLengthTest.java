package io.customersession.stub;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
