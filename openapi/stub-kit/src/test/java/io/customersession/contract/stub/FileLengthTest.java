package io.customersession.contract.stub;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
