package io.customersession.contract.control;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
