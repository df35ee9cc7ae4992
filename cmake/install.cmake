# What `cmake --install` puts where: the program, its data, manual pages, documents. The Debian package (packaging/)
# adds the service. Paths are relative to the prefix: the program finds its data from where it lies.
include(GNUInstallDirs)

# The manual page is made by the program from its own options.
set(manual ${CMAKE_BINARY_DIR}/manual/lianzhao.1)
add_custom_command(OUTPUT ${manual}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/manual
  COMMAND lianzhao manual ${PROJECT_SOURCE_DIR}/packaging/man/lianzhao.1.in > ${manual}.tmp
  COMMAND ${CMAKE_COMMAND} -E rename ${manual}.tmp ${manual}
  DEPENDS lianzhao ${PROJECT_SOURCE_DIR}/packaging/man/lianzhao.1.in VERBATIM
  COMMENT "Writing the manual page")
add_custom_target(manual ALL DEPENDS ${manual})
configure_file(packaging/man/lianzhao.zh_CN.1.in manual/lianzhao.zh_CN.1 @ONLY)

install(TARGETS lianzhao RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/lianzhao)
install(FILES ${manual} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${CMAKE_BINARY_DIR}/manual/lianzhao.zh_CN.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/zh_CN/man1 RENAME lianzhao.1)
install(FILES README.md README.zh-CN.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
