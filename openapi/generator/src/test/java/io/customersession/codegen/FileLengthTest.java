package io.customersession.codegen;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
