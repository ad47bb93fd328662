# parley_embed_assets(TARGET)
#   Puts the built web part into TARGET: web/apps/desk/dist as /desk/, web/apps/admin/dist as /admin/,
#   web/apps/demo/dist as /demo/ and web/apps/widget/dist as / (it holds widget.js and the folder widget). Missing folders give
#   an empty list. Run as a script (cmake -P) this file writes the assembler and the C++ list.

if(CMAKE_SCRIPT_MODE_FILE)
  set(NUMBER 0)
  set(ASSEMBLER "    .section .rodata\n")
  set(SYMBOLS "")
  set(ENTRIES "")
  file(REMOVE_RECURSE ${OUT}/gz)
  file(MAKE_DIRECTORY ${OUT}/gz)
  foreach(PART desk admin demo widget)
    set(ROOT ${WEB}/apps/${PART}/dist)
    set(PREFIX /${PART}/)
    if(PART STREQUAL widget)
      set(PREFIX /)
    endif()
    file(GLOB_RECURSE FILES RELATIVE ${ROOT} ${ROOT}/*)
    foreach(FILE ${FILES})
      if(FILE MATCHES "\\.map$")
        continue()
      endif()
      set(NAME parley_asset_${NUMBER})
      file(SIZE ${ROOT}/${FILE} SIZE)
      file(SHA256 ${ROOT}/${FILE} HASH)
      string(APPEND ASSEMBLER
             "    .global ${NAME}\n${NAME}:\n    .incbin \"${ROOT}/${FILE}\"\n    .byte 0\n")
      string(APPEND SYMBOLS "extern \"C\" const char ${NAME}[];\n")
      set(GZ "\"\"")
      set(GZ_SIZE 0)
      if(FILE MATCHES "\\.(html|js|mjs|css|json|svg|txt|webmanifest|ico)$")
        set(ZIPPED ${OUT}/gz/${NUMBER}.gz)
        execute_process(COMMAND gzip -9nc ${ROOT}/${FILE} OUTPUT_FILE ${ZIPPED}
                        COMMAND_ERROR_IS_FATAL ANY)
        file(SIZE ${ZIPPED} GZ_SIZE)
        if(GZ_SIZE LESS SIZE)
          string(APPEND ASSEMBLER
                 "    .global ${NAME}_gz\n${NAME}_gz:\n    .incbin \"${ZIPPED}\"\n    .byte 0\n")
          string(APPEND SYMBOLS "extern \"C\" const char ${NAME}_gz[];\n")
          set(GZ ${NAME}_gz)
        else()
          set(GZ_SIZE 0)
        endif()
      endif()
      string(APPEND ENTRIES
             "    {\"${PREFIX}${FILE}\", ${NAME}, ${SIZE}, ${GZ}, ${GZ_SIZE}, \"${HASH}\"},\n")
      math(EXPR NUMBER "${NUMBER} + 1")
    endforeach()
  endforeach()
  file(WRITE ${OUT}/assets_data.S "${ASSEMBLER}    .section .note.GNU-stack,\"\",@progbits\n")
  file(WRITE ${OUT}/assets_list.cpp
       "#include \"server/assets.hpp\"\n\n${SYMBOLS}\nnamespace parley {\n"
       "const EmbeddedFile embedded_files[] = {\n${ENTRIES}"
       "    {nullptr, nullptr, 0, nullptr, 0, nullptr},\n};\n} // namespace parley\n")
  return()
endif()

set(PARLEY_ASSETS_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(parley_embed_assets TARGET)
  set(WEB ${PROJECT_SOURCE_DIR}/web)
  set(OUT ${CMAKE_CURRENT_BINARY_DIR}/assets)
  file(GLOB_RECURSE FILES CONFIGURE_DEPENDS ${WEB}/apps/desk/dist/* ${WEB}/apps/admin/dist/*
       ${WEB}/apps/demo/dist/*
       ${WEB}/apps/widget/dist/*)
  list(LENGTH FILES COUNT)
  # The list of names is a dependency too: a file that went away changes no other file.
  file(MAKE_DIRECTORY ${OUT})
  file(CONFIGURE OUTPUT ${OUT}/names.txt CONTENT "${FILES}" @ONLY)
  add_custom_command(
    OUTPUT ${OUT}/assets_data.S ${OUT}/assets_list.cpp
    COMMAND ${CMAKE_COMMAND} -DWEB=${WEB} -DOUT=${OUT} -P ${PARLEY_ASSETS_SCRIPT}
    DEPENDS ${FILES} ${OUT}/names.txt ${PARLEY_ASSETS_SCRIPT}
    COMMENT "Embedding ${COUNT} web files" VERBATIM)
  target_sources(${TARGET} PRIVATE ${OUT}/assets_data.S ${OUT}/assets_list.cpp)
endfunction()
