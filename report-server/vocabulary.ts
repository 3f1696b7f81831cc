/** 50 names of each kind: pairs repeat late only where the count of last names has no factor in common with that of first names plus 1. */
export const firstNames =
  'Agnes Alonso Amina Anders Beatriz Boris Camila Cedric Dalia Dario Edith Emil Farida Filip Gemma Goran Helena Henrik Imani Isak Jamila Joris Karin Kenji Lidia Luca Malik Marta Nils Nora Odette Oscar Pavel Petra Rania Remy Sabine Stefan Tamara Theo Ulla Umar Valeria Vincent Wilma Xavier Yasmin Yuri Zelda Zoltan'.split(
    ' ',
  )
export const lastNames =
  'Adler Almeida Anand Barros Berger Brandt Cardoso Cho Conti Dekker Duarte Ekman Farkas Ferrari Fuchs Gomes Gruber Halim Holm Horvat Ibrahim Jovanovic Kamara Kim Kruse Laurent Lopez Lund Mancini Mbeki Meier Mendes Mori Nielsen Nowak Oliveira Osman Patel Pereira Popescu Ramos Ricci Sandoval Schmidt Simon Suzuki Tran Varga Wolf Zeman'.split(
    ' ',
  )

export const departments = [
  { name: 'Executive', code: 1010, family: 'General Management', title: 'Chief of Staff' },
  { name: 'Engineering', code: 2010, family: 'Software Engineering', title: 'Software Engineer' },
  { name: 'Sales', code: 3010, family: 'Field Sales', title: 'Account Executive' },
  { name: 'Finance', code: 4010, family: 'Accounting', title: 'Accountant' },
  { name: 'Human Resources', code: 5010, family: 'People Operations', title: 'HR Partner' },
  { name: 'Support', code: 6010, family: 'Customer Support', title: 'Support Specialist' },
  { name: 'Information Technology', code: 7010, family: 'IT Operations', title: 'Systems Engineer' },
]

export const offices = [
  office('Denver', 'Colorado', 'United States of America', 'Americas', '80202'),
  office('Seattle', 'Washington', 'United States of America', 'Americas', '98101'),
  office('Toronto', 'Ontario', 'Canada', 'Americas', 'M5H 2N2'),
  office('Leeds', 'England', 'United Kingdom', 'EMEA', 'LS1 4AP'),
  office('Zürich', 'Zürich', 'Switzerland', 'EMEA', '8001'),
  office('Osaka', 'Osaka', 'Japan', 'JAPAC', '530-0001'),
]

function office(city: string, state: string, country: string, region: string, postalCode: string) {
  return { city, state, country, region, postalCode }
}
