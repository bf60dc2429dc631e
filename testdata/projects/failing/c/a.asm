section .text
